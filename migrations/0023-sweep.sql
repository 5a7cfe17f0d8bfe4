-- A paper that was never sent is taken away after a while. The app may take away a paper, and its files only with it;
-- one that was sent is held by the key of paper_sent.
alter table paper_file drop constraint paper_file_area_id_paper_id_fkey;

alter table paper_file add constraint paper_file_area_id_paper_id_fkey
  foreign key (area_id, paper_id) references paper (area_id, id) on delete cascade;

grant delete on paper to goldenthread_app;

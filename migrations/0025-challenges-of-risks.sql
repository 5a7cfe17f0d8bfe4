-- What a board asks of a risk, and what whoever keeps it answers: added to, never overwritten.
create table risk_challenge (
  area_id uuid not null references area (id),
  id uuid not null,
  risk_id uuid not null,
  plan_id uuid not null,
  -- For which board it is asked; null for an answer.
  board_id uuid,
  -- The challenge that it answers; null for a challenge.
  answers uuid,
  words text not null,
  author_id uuid,
  author_words text not null,
  said_on date not null,
  recorded_at timestamptz not null,
  once uuid not null,
  primary key (area_id, id),
  unique (area_id, once),
  unique (area_id, answers),
  foreign key (area_id, risk_id) references risk (area_id, id),
  foreign key (area_id, plan_id) references plan (area_id, id),
  foreign key (area_id, board_id) references board (area_id, id),
  foreign key (area_id, answers) references risk_challenge (area_id, id),
  foreign key (area_id, author_id) references person (area_id, id),
  check (num_nonnulls(board_id, answers) = 1)
);

create index risk_challenge_risk on risk_challenge (area_id, risk_id);

create index risk_challenge_plan on risk_challenge (area_id, plan_id);

create index risk_challenge_board on risk_challenge (area_id, board_id) where board_id is not null;

alter table risk_challenge enable row level security;

alter table risk_challenge force row level security;

create policy area_wall on risk_challenge
  using (area_id = nullif(current_setting('app.area_id', true), '')::uuid);

grant select, insert on risk_challenge to goldenthread_app;

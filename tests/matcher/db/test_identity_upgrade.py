"""The logo of the profile of proposals is the agency's after the upgrade, and goes back."""

from sqlalchemy import Engine, text

from tests.matcher.db.test_codes import move

AT = "2026-11-20 17:00:00+00:00"


def test_the_one_logo_moves_and_goes_back(engine: Engine) -> None:
    move(engine, "0042", back=True)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO person (id, email, name, password_hash, role, language, active,"
                " digest, created_at, session_epoch, version) VALUES (1, 'a@b.example', 'A', 'x',"
                " 'profesional', 'es', true, 'weekly', :at, 0, 1)"
            ),
            {"at": AT},
        )
        connection.execute(text("INSERT INTO stored_file VALUES ('abc', 3, 'png')"))
        connection.execute(
            text(
                "INSERT INTO entity_profile (id, facts, experience, logo, version, person_id, at)"
                " VALUES (1, '{}', '[]', 'abc', 1, 1, :at)"
            ),
            {"at": AT},
        )
    move(engine, "0048")
    with engine.connect() as connection:
        (row,) = connection.execute(text("SELECT name, logo, signature FROM agency")).all()
    assert tuple(row) == (None, "abc", "")
    move(engine, "0042", back=True)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT logo FROM entity_profile")).scalar() == "abc"

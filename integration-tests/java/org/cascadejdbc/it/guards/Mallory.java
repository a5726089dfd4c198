package org.cascadejdbc.it.guards;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.ForeignServer;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;

/**
 * A role without rights on PostgreSQL who may reference a table of others, and has a schema of her own. Whatever of her tables
 * runs with a superuser's rights makes her a superuser; with those of another one, it writes where only that one may.
 */
record Mallory(Space space, String role, String app) implements AutoCloseable {
    private static final String MAKE = """
            CREATE ROLE @own_app LOGIN;
            CREATE ROLE @own_mallory LOGIN;
            ALTER SCHEMA @other OWNER TO @own_mallory;
            GRANT USAGE ON SCHEMA @own TO @own_app, @own_mallory;
            GRANT USAGE ON SCHEMA @other TO @own_app;
            CREATE TABLE customer (id int PRIMARY KEY);
            CREATE TABLE orders (id int PRIMARY KEY, customer int REFERENCES customer ON DELETE CASCADE);
            INSERT INTO customer VALUES (1), (2), (3);
            INSERT INTO orders VALUES (1, 1), (2, 2);
            CREATE TABLE loot (of name);
            GRANT INSERT ON loot TO @own_app;
            ALTER TABLE customer OWNER TO @own_app;
            ALTER TABLE orders OWNER TO @own_app;
            GRANT REFERENCES, SELECT ON customer, orders TO @own_mallory""";

    /** It runs as whoever calls it. */
    private static final String TRAP = """
            CREATE FUNCTION @other.trap() RETURNS int LANGUAGE plpgsql AS $$ BEGIN
              IF current_user = '@own_app' THEN INSERT INTO @own.loot VALUES (current_user); END IF;
              IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN ALTER ROLE @own_mallory SUPERUSER; END IF;
              RETURN 3; END $$;
            CREATE FUNCTION @other.folded(what text) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN RETURN @other.trap(); END $$;
            CREATE FUNCTION @other.fired() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              PERFORM @other.trap(); IF TG_OP = 'UPDATE' THEN RETURN NEW; END IF; RETURN OLD; END $$;
            GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA @other TO PUBLIC""";

    /** Her code, wherever a table can have some. */
    private static final String SET = """
            CREATE TRIGGER r BEFORE DELETE OR UPDATE ON @other.child FOR EACH ROW EXECUTE FUNCTION @other.fired();
            CREATE TRIGGER s BEFORE DELETE OR UPDATE ON @other.child EXECUTE FUNCTION @other.fired();
            CREATE TRIGGER a AFTER DELETE OR UPDATE ON @other.child FOR EACH ROW EXECUTE FUNCTION @other.fired();
            CREATE INDEX ON @other.child (id) WHERE @other.folded('x') > 0;
            ALTER TABLE @other.child ADD CHECK (customer IS NOT NULL OR @other.trap() > 0), ALTER customer SET DEFAULT @other.trap();
            CREATE POLICY p ON @other.child USING (@other.trap() > 0)""";

    static Mallory create() throws SQLException {
        Space space = Space.create(Database.POSTGRESQL);
        space.run("CREATE TABLE @other.nothing ()");
        space.run(MAKE);
        Mallory mallory = new Mallory(space, space.say("@own_mallory"), space.say("@own_app"));
        mallory.run(TRAP);
        return mallory;
    }

    /** Runs neutral SQL as she. */
    void run(String neutral) throws SQLException {
        runAs(role, neutral);
    }

    void runAs(String who, String neutral) throws SQLException {
        try (Connection connection = as(who).getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(space.say(neutral));
        }
    }

    /** Her table full of traps, with a row for each customer but the last one. */
    void child(String references) throws SQLException {
        run("CREATE TABLE @other.child (id int PRIMARY KEY, customer int " + references + ");"
                + " INSERT INTO @other.child VALUES (1, 1), (2, 2); GRANT SELECT, INSERT, UPDATE, DELETE ON @other.child TO PUBLIC");
        run(SET);
    }

    /** How somebody else comes in. */
    UrlDataSource as(String who) {
        return new UrlDataSource(space.url().replaceFirst("([?&]user=)[^&]*", "$1" + who));
    }

    /** Whether she has come to what is not hers; then it is taken away again. */
    boolean hasWon() throws SQLException {
        String won = ask("SELECT rolsuper OR EXISTS (SELECT FROM loot) FROM pg_roles WHERE rolname = '" + role + "'");
        space.run("ALTER ROLE @own_mallory NOSUPERUSER; DELETE FROM loot");
        return "t".equals(won);
    }

    /** The server's major version. */
    int version() throws SQLException {
        return Integer.parseInt(ask("SHOW server_version_num")) / 10_000;
    }

    /** A query's answer. */
    String ask(String neutral) throws SQLException {
        return ask(space.dataSource(), neutral);
    }

    private String ask(UrlDataSource source, String neutral) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(space.say(neutral))) {
            row.next();
            return row.getString(1);
        }
    }

    /** What is there, as she sees it: whoever else only looks at her table steps into the trap. */
    String rows() throws SQLException {
        return ask(as(role), "SELECT format('%s; %s; %s', (SELECT array_agg(id ORDER BY id) FROM customer), (SELECT array_agg(id ORDER BY id)"
                + " FROM orders), (SELECT array_agg(ARRAY[id, customer] ORDER BY id) FROM @other.child))");
    }

    @Override
    public void close() throws SQLException {
        space.run("DROP OWNED BY @own_app, @own_mallory CASCADE; DROP ROLE @own_app, @own_mallory; CREATE SCHEMA IF NOT EXISTS @other");
        ForeignServer.drop(space);
        space.close();
    }
}

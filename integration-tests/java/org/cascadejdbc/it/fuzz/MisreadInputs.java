package org.cascadejdbc.it.fuzz;

import static org.cascadejdbc.it.fuzz.MisreadInputs.Outcome.CARRIED_OUT;
import static org.cascadejdbc.it.fuzz.MisreadInputs.Outcome.DATABASE_ERROR;
import static org.cascadejdbc.it.fuzz.MisreadInputs.Outcome.REFUSED;
import static org.cascadejdbc.it.support.Database.MYSQL;
import static org.cascadejdbc.it.support.Database.POSTGRESQL;
import static org.cascadejdbc.it.support.Database.SQLITE;

import java.util.ArrayList;
import java.util.List;
import org.cascadejdbc.it.support.Database;

/**
 * What parsers misread, JSqlParser 5.4 first of all, with the outcome that each has here. A WHERE that is dropped or
 * widened would show: every input leaves some rows where it is read rightly.
 */
final class MisreadInputs {
    enum Outcome {
        /** What the database deletes, with the cascade of that. */
        CARRIED_OUT,
        /** Refused by us, where the database would have carried it out or not. */
        REFUSED,
        /** Refused by the database, with us and without. */
        DATABASE_ERROR
    }

    /**
     * An input on one database.
     *
     * @param session what the session executes before, empty for nothing
     * @param parameters those of a prepared statement, {@code null} for a plain one
     */
    record Input(Database database, String session, String sql, List<Object> parameters, Outcome outcome) {
        @Override
        public String toString() {
            String text = sql.replace("\n", "\\n").replace("\r", "\\r");
            return database + (session.isEmpty() ? "" : " after " + session) + ": " + text
                    + (parameters == null ? "" : " with " + parameters) + ": " + outcome;
        }
    }

    private static final String NO_BACKSLASH = "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'";
    private static final String ANSI = "SET SESSION sql_mode = 'ANSI_QUOTES'";
    private static final String NONCONFORMING = "SET standard_conforming_strings = off";

    private final List<Input> inputs = new ArrayList<>();

    private MisreadInputs() {}

    static List<Input> all() {
        MisreadInputs all = new MisreadInputs();
        all.everywhere();
        all.postgreSql();
        all.postgreSqlLiterals();
        all.mySql();
        all.mySqlLiterals();
        all.sqlite();
        return all.inputs;
    }

    private void everywhere() {
        for (Database database : List.of(POSTGRESQL, MYSQL, SQLITE)) {
            carriedOut(database, "DELETE FROM p\n\n\nWHERE id=1");
            carriedOut(database, "DELETE FROM p\r\n\r\nWHERE id=1");
            carriedOut(database, "\n\nDELETE\n\nFROM\n\np\n\nWHERE\n\nid=1\n\n");
            add(database, "DELETE FROM p\n/\nWHERE id=1", REFUSED);
            carriedOut(database, "DELETE FROM p WHERE id=1;");
            add(database, "DELETE FROM p WHERE id=1; DELETE FROM p WHERE id=2", REFUSED);
            add(database, "DELETE FROM p WHERE id=1; garbage", REFUSED);
            add(database, "DELETE FROM p; WHERE id=1", REFUSED);
            add(database, "SELECT 1; DELETE FROM p WHERE id=1", REFUSED);
            carriedOut(database, "DELETE FROM p /* x */ WHERE id=1 -- AND id=2");
            carriedOut(database, "DELETE FROM p WHERE id=1 -- ; DELETE FROM p\n");
            carriedOut(database, "DELETE FROM p WHERE s='; DELETE FROM p; --' OR id=1");
            carriedOut(database, "DELETE FROM p WHERE s='it''s' OR s='/*' OR s='*/'");
            add(database, "DELETE FROM p /* WHERE id=1", REFUSED);
            add(database, "DELETE FROM p WHERE s='a", REFUSED);
            add(database, "DELETE FROM p WHERE id=1) OR (1=1", REFUSED);
            add(database, "DELETE FROM p WHERE id=1 // 2", REFUSED);
            add(database, "DELETE FROM p WHERE", REFUSED);
            add(database, "DELETE FROM p WHERE id=?", CARRIED_OUT, 1);
            add(database, "DELETE FROM p WHERE s='?' AND id<>? OR id=? -- ?", CARRIED_OUT, 9, 2);
            carriedOut(database, "DELETE FROM p WHERE s='full\uff07width' OR s='a\u00a0b' OR s='\ud83d\ude00' OR s='e\u0301'");
        }
        for (Database database : List.of(MYSQL, SQLITE)) {
            carriedOut(database, "DELETE FROM p /* x /* y */ WHERE id=1 -- */");
        }
        for (Database database : List.of(POSTGRESQL, MYSQL)) {
            add(database, "DELETE FROM p WHERE s LIKE 'a!_%' {escape '!'}",
                    database == MYSQL ? DATABASE_ERROR : CARRIED_OUT);
            carriedOut(database, "DELETE FROM p WHERE d = {d '2020-01-01'}");
            carriedOut(database, "DELETE FROM p WHERE d < {ts '2020-01-02 00:00:00'}");
            carriedOut(database, "DELETE FROM p WHERE id = {fn abs(1)}");
            carriedOut(database, "DELETE FROM p\ngo\nWHERE id=1");
            add(database, "DELETE FROM p WHERE d = {d '2020-01-01'} AND id=?", CARRIED_OUT, 1);
        }
    }

    private void postgreSql() {
        carriedOut(POSTGRESQL, "DELETE FROM p /* x /* y */ WHERE id=1 -- */ WHERE id=2");
        carriedOut(POSTGRESQL, "DELETE FROM p /*! WHERE id=1 */ WHERE id=2");
        carriedOut(POSTGRESQL, "DELETE FROM p WHERE id=1 -- x\rOR id=2");
        add(POSTGRESQL, "DELETE FROM p /*/ ' */ WHERE id=1 -- '", REFUSED);
        carriedOut(POSTGRESQL, "DELETE FROM p WHERE id=5--4");
        carriedOut(POSTGRESQL, "DELETE FROM p WHERE data ? 'k'");
        add(POSTGRESQL, "DELETE FROM p WHERE data ?? 'k' AND id=?", CARRIED_OUT, 1);
        add(POSTGRESQL, "DELETE FROM p WHERE data ??| ARRAY['k', 'z'] AND id<?", CARRIED_OUT, 9);
        carriedOut(POSTGRESQL, "DELETE FROM p WHERE data ?? 'k'");
        carriedOut(POSTGRESQL, "DELETE FROM p WHERE data @> '[\"k\"]' AND data #> '{0}' IS NOT NULL");
        carriedOut(POSTGRESQL, "DELETE FROM p WHERE (id::text)::int = ANY (ARRAY[1, 2]::int[])");
        carriedOut(POSTGRESQL, "DELETE FROM p WHERE id = (ARRAY[3,1])[2] AND 1 OPERATOR(pg_catalog.=) 1");
        add(POSTGRESQL, "DELETE FROM p PARTITION (p0) WHERE id=1", REFUSED);
        add(POSTGRESQL, "DELETE FROM p WHERE id=1RETURNING id", REFUSED);
        add(POSTGRESQL, "DELETE FROM U&\"\\0070\" WHERE id=1", REFUSED);
        carriedOut(POSTGRESQL, "DELETE FROM \"p\" AS \"where\" WHERE \"where\".id=1");
        add(POSTGRESQL, "DELETE FROM p WHERE id=$1", REFUSED);
    }

    private void postgreSqlLiterals() {
        carriedOut(POSTGRESQL, "DELETE FROM p WHERE s='C:\\' OR id=1 --'");
        carriedOut(POSTGRESQL, "DELETE FROM p WHERE s=E'a\\' OR 1=1 --' OR id=1");
        add(POSTGRESQL, NONCONFORMING, "DELETE FROM p WHERE s='a\\' OR 1=1 --' OR id=1", CARRIED_OUT);
        add(POSTGRESQL, NONCONFORMING, "DELETE FROM p WHERE s='a\\\\' OR id=2 --'", CARRIED_OUT);
        add(POSTGRESQL, NONCONFORMING, "DELETE FROM p WHERE s=N'a\\' OR 1=1 --' OR id=1", CARRIED_OUT);
        carriedOut(POSTGRESQL, "DELETE FROM p WHERE s=$tag$a;b$tag$");
        carriedOut(POSTGRESQL, "DELETE FROM p WHERE s=$$it's$$ OR s=$a$ $$ $A$ ' $a$ OR id=1");
        carriedOut(POSTGRESQL, "DELETE FROM p WHERE s=U&'\\0061;b' OR s=u&'d!0061' UESCAPE '!'");
        carriedOut(POSTGRESQL, "DELETE FROM p WHERE s='a;'\n'b' AND id>0");
        add(POSTGRESQL, "DELETE FROM p WHERE s=E'a' -- it's\n '\\';b' OR id=1", DATABASE_ERROR); // the driver's
        add(POSTGRESQL, "DELETE FROM p WHERE s='a;' 'b'", DATABASE_ERROR);
        add(POSTGRESQL, "DELETE FROM p WHERE s=\"it's\"", DATABASE_ERROR);
        add(POSTGRESQL, "DELETE FROM p WHERE s=$x$ y", REFUSED);
    }

    private void mySql() {
        add(MYSQL, "DELETE FROM p /*! WHERE id=1 */", REFUSED);
        add(MYSQL, "DELETE FROM p /*!99999 WHERE id=1 */ WHERE id=2", REFUSED);
        add(MYSQL, "DELETE FROM p WHERE id=1 /*! OR id=2 */", REFUSED);
        carriedOut(MYSQL, "DELETE FROM p WHERE id=1 # OR id=2");
        carriedOut(MYSQL, "DELETE FROM p # it's\nWHERE id=1");
        carriedOut(MYSQL, "DELETE FROM p WHERE id=0--1");
        carriedOut(MYSQL, "DELETE FROM p WHERE id=1 --\tOR id=2\n");
        carriedOut(MYSQL, "DELETE FROM p WHERE id=1 -- x\rOR id=2");
        add(MYSQL, "DELETE FROM p PARTITION (p0) WHERE id=1", DATABASE_ERROR);
        carriedOut(MYSQL, "DELETE FROM p WHERE id=(@a:=1)");
        carriedOut(MYSQL, "DELETE FROM p WHERE id=5.OR id=1");
        carriedOut(MYSQL, "DELETE FROM p WHERE id=1e0OR id=2");
        add(MYSQL, "DELETE FROM p WHERE id=1e0LIMIT 1", CARRIED_OUT);
        add(MYSQL, "DELETE FROM p WHERE id=1.ORDER BY id LIMIT 1", CARRIED_OUT);
        carriedOut(MYSQL, "DELETE FROM p WHERE d + INTERVAL 1 DAY = '2020-01-02' AND id<=>1");
        carriedOut(MYSQL, "DELETE FROM `p` AS `where` WHERE `where`.id=1");
        carriedOut(MYSQL, "DELETE FROM p WHERE id IN (SELECT /*+ NO_MERGE() */ 1)");
        add(MYSQL, "DELETE FROM p WHERE id=$a$1$a$", REFUSED);
    }

    private void mySqlLiterals() {
        carriedOut(MYSQL, "DELETE FROM p WHERE s='a\\' OR 1=1 -- ' OR id=1");
        carriedOut(MYSQL, "DELETE FROM p WHERE s='it\\'s' OR s=\"a;b\"");
        add(MYSQL, NO_BACKSLASH, "DELETE FROM p WHERE s='C:\\' OR id=2 -- '", CARRIED_OUT);
        add(MYSQL, NO_BACKSLASH, "DELETE FROM p WHERE s=\"C:\\\" OR id=2 -- \"", CARRIED_OUT);
        carriedOut(MYSQL, "DELETE FROM p WHERE s=\"it's\" OR s=\"; DELETE FROM p\"");
        add(MYSQL, ANSI, "DELETE FROM \"p\" WHERE \"s\"='it''s' OR \"id\"=1", CARRIED_OUT);
        add(MYSQL, ANSI, "DELETE FROM p WHERE s=\"it's\"", DATABASE_ERROR);
        add(MYSQL, ANSI, "DELETE FROM p WHERE \"s\"='a\\' OR 1=1 -- ' OR id=1", CARRIED_OUT);
        carriedOut(MYSQL, "DELETE FROM p WHERE s='a;' 'b'");
        carriedOut(MYSQL, "DELETE FROM p WHERE s=N'it\\'s' OR s=_utf8mb4\"a;b\" OR s=x'6B'");
        add(MYSQL, "DELETE FROM p WHERE s='it\\'s' AND id<? OR s=\"?\"", CARRIED_OUT, 99);
    }

    private void sqlite() {
        carriedOut(SQLITE, "DELETE FROM p /*! WHERE id=1 */ WHERE id=2");
        add(SQLITE, "DELETE FROM p\ngo\nWHERE id=1", REFUSED);
        add(SQLITE, "DELETE FROM p WHE-- RE id = 3", REFUSED);
        add(SQLITE, "DELETE FROM p x WHERE x.id = 3", REFUSED);
        carriedOut(SQLITE, "DELETE FROM p WHERE s='C:\\' OR id=1 --'");
        carriedOut(SQLITE, "DELETE FROM [p] AS [a b] WHERE [a b].[id]==1");
        carriedOut(SQLITE, "DELETE FROM \"p\" WHERE `id`=1 AND [s] GLOB '*'");
        carriedOut(SQLITE, "DELETE FROM p WHERE s ISNULL OR id NOTNULL AND id=1");
        carriedOut(SQLITE, "DELETE FROM p WHERE s NOT GLOB '*[;'']*' AND id IS 1");
        carriedOut(SQLITE, "DELETE FROM p WHERE rowid IN (1) OR id IN u");
        carriedOut(SQLITE, "DELETE FROM p WHERE id=5--4");
        add(SQLITE, "DELETE FROM 'p' WHERE id=1", REFUSED);
        add(SQLITE, "DELETE FROM main.'p' WHERE id=1", REFUSED);
        add(SQLITE, "DELETE FROM p\u000bWHERE id=1", REFUSED);
        carriedOut(SQLITE, "DELETE FROM p \u000bWHERE id=1");
        add(SQLITE, "DELETE FROM p WHERE s LIKE 'a!_%' {escape '!'}", DATABASE_ERROR);
        add(SQLITE, "DELETE FROM p WHERE id=?1", CARRIED_OUT, 1);
        add(SQLITE, "DELETE FROM p WHERE id=:id", CARRIED_OUT, 1);
        carriedOut(SQLITE, "DELETE FROM p WHERE id=?");
    }

    private void carriedOut(Database database, String sql) {
        inputs.add(new Input(database, "", sql, null, CARRIED_OUT));
    }

    private void add(Database database, String session, String sql, Outcome outcome) {
        inputs.add(new Input(database, session, sql, null, outcome));
    }

    private void add(Database database, String sql, Outcome outcome, Object... parameters) {
        inputs.add(new Input(database, "", sql, parameters.length == 0 ? null : List.of(parameters), outcome));
    }
}

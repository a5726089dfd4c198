package org.cascadejdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not a plain DELETE. */
class StatementRecognizerTest {
    private static final StatementRecognizer POSTGRESQL = new StatementRecognizer(Lexis.POSTGRESQL);
    private static final StatementRecognizer MYSQL = new StatementRecognizer(Lexis.MYSQL);
    private static final StatementRecognizer SQLITE = new StatementRecognizer(Lexis.SQLITE);

    @ParameterizedTest
    @ValueSource(strings = {
        "", " -- nothing\n", ";", "SELECT 1", "select * from t;", "(SELECT 1) UNION (SELECT 2)",
        "INSERT INTO t VALUES (1) ;-- x",
        "update t set a = 1", "VALUES (1)", "BEGIN", "COMMIT", "SAVEPOINT a", "RELEASE SAVEPOINT a", "SHOW x",
        "INSERT INTO t VALUES (?, 'abc')", "END", "START TRANSACTION", "/* DELETE */ SELECT 1",
        "SELECT deleted_at, is_delete FROM t", "UPDATE t SET undelete = 1, replaced = 2"
    })
    void theOrdinaryIsNotEvenLookedAt(String sql) {
        assertThat(POSTGRESQL.mayConcern(sql)).isFalse();
        assertThat(MYSQL.mayConcern(sql)).isFalse();
        assertThat(SQLITE.mayConcern(sql)).isFalse();
        assertThat(POSTGRESQL.recognize(sql)).isEqualTo(Recognition.Other.INSTANCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "INSERT INTO t VALUES ('a; DELETE FROM t')", "SELECT replace(a, 'x', 'y') FROM t", "SELECT truncate(1.5, 1)",
        "UPDATE t SET a = replace(a, 'x', 'y')", "SELECT 'into', deleted FROM t", "INSERT INTO t (merged) VALUES (1)",
        "SELECT 1; SELECT 2", "SET autocommit = 0", "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "SET TRANSACTION READ ONLY",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", "WITH x AS (SELECT 1) SELECT * FROM x",
        "WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x", "EXPLAIN DELETE FROM t", "COPY t FROM STDIN",
        "MERGE INTO t USING u ON a = b WHEN MATCHED THEN UPDATE SET c = 1", "PREPARE p AS SELECT 1", "VACUUM",
        "COMMENT ON TABLE t IS 'delete me'", "LOAD DATA INFILE 'x' INTO TABLE t",
        "WITH x AS (SELECT replace(a)) SELECT 1", "EXPLAIN ANALYZE SELECT 1", "EXPLAIN (ANALYSE) SELECT deleted FROM t",
        "SET CONSTRAINTS a, b DEFERRED", "SELECT a, b INTO @x, @y FROM t",
        "WITH x AS (SELECT 1) MERGE INTO t USING x ON a = b WHEN MATCHED THEN UPDATE SET c = 1"
    })
    void other(String sql) {
        assertThat(POSTGRESQL.recognize(sql)).as(sql).isEqualTo(Recognition.Other.INSTANCE);
        assertThat(MYSQL.recognize(sql)).as(sql).isEqualTo(Recognition.Other.INSTANCE);
        assertThat(SQLITE.recognize(sql)).as(sql).isEqualTo(Recognition.Other.INSTANCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "CREATE TABLE t (a int REFERENCES u ON DELETE CASCADE)", "DROP TABLE t", "ALTER TABLE t ADD a int",
        "RENAME TABLE a TO b", "ATTACH 'x' AS y", "DETACH y", "SET search_path = a", "SET SCHEMA 'x'", "SET ROLE x",
        "SET SESSION AUTHORIZATION x", "SET autocommit = 0, sql_mode = ''", "USE shop", "PRAGMA foreign_keys = 1",
        "DISCARD ALL", "RESET ALL", "DO $$ BEGIN PERFORM 1; END $$", "CALL p()", "{call p(?)}", "{? = call f()}",
        "GRANT DELETE ON t TO u", "SELECT * INTO x FROM t", "SELECT 'a'INTO\"x\" FROM t",
        "SELECT 1; CREATE TABLE x (a int)",
        "SELECT pg_catalog.set_config('search_path', '', false)", "SOMETHING new",
        "INSERT INTO t SELECT set_config('search_path', '', false)", "SELECT 1; SET search_path = a",
        "WITH x AS (SELECT \"set_config\"('search_path', '', false)) SELECT * FROM x",
        "EXPLAIN ANALYZE CREATE TABLE x AS SELECT 1", "EXPLAIN ANALYZE SELECT * INTO x FROM t",
        "CREATE TRIGGER r AFTER INSERT ON t BEGIN DELETE FROM u; SELECT CASE WHEN 1 THEN 2 END; DELETE FROM v; END;",
        "CREATE VIEW v AS SELECT 1"
    })
    void definition(String sql) {
        StatementRecognizer recognizer = sql.contains("$$") ? POSTGRESQL : SQLITE;

        assertThat(recognizer.mayConcern(sql)).isTrue();
        assertThat(recognizer.recognize(sql)).as(sql).isInstanceOf(Recognition.Definition.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "CREATE OR REPLACE FUNCTION f() RETURNS trigger AS $$ BEGIN DELETE FROM t; END $$ LANGUAGE plpgsql",
        "CREATE FUNCTION f(a int) RETURNS int BEGIN ATOMIC DELETE FROM t; SELECT 1; END",
        "CREATE RULE r AS ON DELETE TO t DO ALSO (DELETE FROM u; DELETE FROM v)"
    })
    void bodiesOfPostgresql(String sql) {
        assertThat(POSTGRESQL.recognize(sql)).isInstanceOf(Recognition.Definition.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "CREATE DEFINER=`a`@`b` PROCEDURE p() BEGIN IF a THEN DELETE FROM t; END IF; WHILE b DO DELETE FROM t; "
                + "END WHILE; END",
        "CREATE PROCEDURE p() BEGIN CASE a WHEN 1 THEN DELETE FROM t; END CASE; DELETE FROM t; END",
        "CREATE TRIGGER r BEFORE DELETE ON t FOR EACH ROW DELETE FROM u WHERE a = OLD.a",
        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM t", "/*!50003 DROP TABLE x */"
    })
    void bodiesOfMysql(String sql) {
        assertThat(MYSQL.recognize(sql)).isInstanceOf(Recognition.Definition.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "REPLACE INTO t VALUES (1)",
        "INSERT OR REPLACE INTO t VALUES (1)", "UPDATE OR REPLACE t SET a = 1",
        "LOAD DATA INFILE 'x' REPLACE INTO TABLE t",
        "EXPLAIN ANALYZE DELETE FROM t", "EXPLAIN (ANALYZE, VERBOSE) DELETE FROM t", "PREPARE p AS DELETE FROM t",
        "COPY (DELETE FROM t RETURNING *) TO STDOUT",
        "INSERT INTO u WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d",
        "CREATE TABLE u AS WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d",
        "SELECT 1; DELETE FROM t",
        "WITH a AS (SELECT 1) REPLACE INTO t SELECT 1", "ALTER TABLE t TRUNCATE PARTITION p0",
        "CREATE TABLE x (a int); DELETE FROM t; SELECT 1"
    })
    void unclear(String sql) {
        for (StatementRecognizer recognizer : new StatementRecognizer[] {POSTGRESQL, MYSQL, SQLITE}) {
            assertThat(recognizer.mayConcern(sql)).isTrue();
            Recognition recognition = recognizer.recognize(sql);
            assertThat(recognition).isInstanceOfSatisfying(Recognition.Unclear.class, unclear -> {
                assertThat(unclear.tables()).isInstanceOf(Mentions.Named.class);
                assertThat(unclear.tables().mayBe("T")).isTrue();
                assertThat(unclear.tables().mayBe("u")).as("only read").isFalse();
                assertThat(unclear.advice()).isNotBlank();
                assertThat(unclear.definition()).isEqualTo(sql.startsWith("CREATE") || sql.startsWith("ALTER"));
            });
        }
    }

    /** The DELETE is refused; what else is in the string may have changed what names mean. */
    @ParameterizedTest
    @ValueSource(strings = {"SET search_path = a; DELETE FROM t", "DROP TABLE u; DELETE FROM t"})
    void severalStatementsOfWhichOneChangesTheMeaningOfNames(String sql) {
        assertThat(POSTGRESQL.recognize(sql)).isInstanceOfSatisfying(
                Recognition.Unclear.class, unclear -> assertThat(unclear.definition()).isTrue());
    }

    @Test
    void aBodyAmongSeveralStatementsMayDeleteFromAnything() {
        assertThat(POSTGRESQL.recognize("SELECT 1; DO $$ BEGIN EXECUTE 'DELETE ' || 'FROM t'; END $$"))
                .isInstanceOfSatisfying(
                        Recognition.Unclear.class, unclear -> assertThat(unclear.tables().mayBe("any")).isTrue());
    }

    @Test
    void whatFollowsABodyIsAStatementOfItsOwn() {
        String sql = "CREATE TRIGGER r AFTER INSERT ON u BEGIN DELETE FROM v; END; DELETE FROM t";

        assertThat(SQLITE.recognize(sql)).isInstanceOf(Recognition.Unclear.class);
    }

    @Test
    void aCommentOfOneDatabaseIsCodeInAnother() {
        String sql = "SELECT 1; /* /* */ DELETE FROM t -- */";

        assertThat(POSTGRESQL.recognize(sql)).isEqualTo(Recognition.Other.INSTANCE);
        assertThat(SQLITE.recognize(sql)).isInstanceOf(Recognition.Unclear.class);
    }

    @Test
    void theCharacterSetIsASettingWhereStatementsAreReadByIt() {
        assertThat(MYSQL.recognize("SET NAMES latin1")).isEqualTo(Recognition.Definition.SESSION);
        assertThat(MYSQL.recognize("SET CHARACTER SET latin1")).isEqualTo(Recognition.Definition.SESSION);
        assertThat(POSTGRESQL.recognize("SET NAMES 'latin1'")).isEqualTo(Recognition.Other.INSTANCE);
    }
}

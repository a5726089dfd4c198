package org.cascadejdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignKeyScriptTest {
    private static List<ForeignKeyDeclaration> parse(Lexis lexis, String text) {
        return ForeignKeyScript.parse(text, "cascade.sql", lexis);
    }

    /** name: table(columns) -> table(columns) rule(columns) [deferrable, deferred] */
    private static String shown(ForeignKeyDeclaration key) {
        return (key.name() == null ? "" : key.name() + ": ")
                + key.table() + key.columns() + " -> " + key.referencedTable() + key.referencedColumns()
                + (key.onDelete() == null ? "" : " " + key.onDelete())
                + (key.onDeleteColumns().isEmpty() ? "" : key.onDeleteColumns())
                + (key.deferrable() ? " deferrable" : "")
                + (key.initiallyDeferred() ? " deferred" : "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
        "ALTER TABLE o ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE; | "
                + "c: o[a] -> p[id] CASCADE",
        "ALTER TABLE ONLY s.o ADD FOREIGN KEY (a, b) REFERENCES s.p | s.o[a, b] -> s.p[]",
        "ALTER TABLE IF EXISTS o ADD FOREIGN KEY (a) REFERENCES p ON UPDATE CASCADE ON DELETE set null | "
                + "o[a] -> p[] SET NULL",
        "ALTER TABLE o ADD FOREIGN KEY (a, b) REFERENCES p ON DELETE SET NULL (b) | o[a, b] -> p[] SET NULL[b]",
        "ALTER TABLE o ADD FOREIGN KEY (a) REFERENCES p MATCH FULL ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED "
                + "NOT VALID | o[a] -> p[] NO ACTION deferrable deferred",
        "ALTER TABLE o ADD FOREIGN KEY (a) REFERENCES p NOT DEFERRABLE INITIALLY IMMEDIATE NOT ENFORCED | o[a] -> p[]",
        "ALTER TABLE `o` ADD CONSTRAINT `c` FOREIGN KEY `i` (`a`) REFERENCES `p` (`id`) ON DELETE RESTRICT | "
                + "\"c\": \"o\"[\"a\"] -> \"p\"[\"id\"] RESTRICT",
        "ALTER TABLE o ADD COLUMN a int REFERENCES p ON DELETE CASCADE NOT NULL | o[a] -> p[] CASCADE",
        "ALTER TABLE o ADD a int CONSTRAINT c REFERENCES p (id) | c: o[a] -> p[id]",
        "ALTER TABLE o DROP FOREIGN KEY x, ADD FOREIGN KEY (a) REFERENCES p ON DELETE SET DEFAULT | "
                + "o[a] -> p[] SET DEFAULT",
        "CREATE TABLE o (a int REFERENCES \"P p\" (\"I\"\"d\")) | o[a] -> \"P p\"[\"I\"\"d\"]",
        "CREATE TEMP TABLE IF NOT EXISTS o (a REFERENCES p UNIQUE ON CONFLICT FAIL, b int) | o[a] -> p[]",
        "CREATE TABLE o (a numeric(3, 1) CHECK (a IN (1, 2)) DEFAULT (f(1)) REFERENCES p ON DELETE CASCADE) | "
                + "o[a] -> p[] CASCADE",
        "CREATE TABLE o (a int, PRIMARY KEY (a), CONSTRAINT c FOREIGN KEY (a) REFERENCES p) ENGINE=InnoDB | "
                + "c: o[a] -> p[]",
        "CREATE TABLE o (a int, CHECK (a > 0) CONSTRAINT c FOREIGN KEY (a) REFERENCES p) | c: o[a] -> p[]",
        "CREATE TABLE o (key varchar(20) REFERENCES p) | o[key] -> p[]",
        "CREATE TABLE o (id int, KEY i (id), UNIQUE KEY u (id), FOREIGN KEY (id) REFERENCES p) | o[id] -> p[]",
        "CREATE TABLE o (a int, CONSTRAINT FOREIGN KEY (a) REFERENCES p) | o[a] -> p[]",
        "CREATE TABLE q AS SELECT 1; ALTER TABLE o ADD FOREIGN KEY (a) REFERENCES p | o[a] -> p[]",
        "ALTER TABLE o ADD FOREIGN KEY IF NOT EXISTS (a) REFERENCES p | o[a] -> p[]",
        "ALTER TABLE o ADD COLUMN IF NOT EXISTS a int REFERENCES p | o[a] -> p[]",
        "ALTER TABLE o ADD (a int REFERENCES p, b int), ADD c int | o[a] -> p[]",
        "ALTER TABLE o DROP CONSTRAINT c, ADD FOREIGN KEY (a) REFERENCES p | o[a] -> p[]",
        "ALTER TABLE ALL IN TABLESPACE x SET TABLESPACE y; ALTER TABLE o ADD FOREIGN KEY (a) REFERENCES p | "
                + "o[a] -> p[]",
    })
    void oneKey(String sql, String key) {
        for (Lexis lexis : List.of(Lexis.POSTGRESQL, Lexis.MYSQL, Lexis.SQLITE)) {
            assertThat(parse(lexis, sql)).extracting(ForeignKeyScriptTest::shown).containsExactly(key);
        }
    }

    @Test
    void severalKeysAndTheirLines() {
        String sql = """
                -- relations
                ALTER TABLE o
                    ADD FOREIGN KEY (a) REFERENCES p,
                    ADD CONSTRAINT x UNIQUE (a),
                    ADD FOREIGN KEY (b) REFERENCES q (id);
                CREATE TABLE r (
                    a int REFERENCES p REFERENCES q,
                    FOREIGN KEY (a) REFERENCES s
                );
                """;

        List<ForeignKeyDeclaration> keys = parse(Lexis.POSTGRESQL, sql);

        assertThat(keys).extracting(ForeignKeyDeclaration::origin).containsExactly(
                "cascade.sql:3", "cascade.sql:5", "cascade.sql:7", "cascade.sql:7", "cascade.sql:8");
        assertThat(keys).extracting(key -> key.referencedTable().toString()).containsExactly("p", "q", "p", "q", "s");
    }

    @Test
    void aDumpOfPostgresql() {
        String sql = """
                \\restrict it's
                SELECT pg_catalog.set_config('search_path', '', false);
                CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $_$
                BEGIN ALTER TABLE x ADD FOREIGN KEY (a) REFERENCES b; END;
                $_$;
                CREATE TABLE public.o (id integer DEFAULT nextval('a;b'::regclass) NOT NULL, p integer[]);
                COPY public.o (id, p) FROM stdin;
                1\tit's; FOREIGN KEY (
                \\.

                ALTER TABLE ONLY public.o ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (START WITH 1);
                CREATE TRIGGER t BEFORE DELETE ON public.o FOR EACH ROW EXECUTE FUNCTION public.f();
                ALTER TABLE ONLY public.o
                    ADD CONSTRAINT o_p_fkey FOREIGN KEY (id) REFERENCES public.p(id) ON DELETE CASCADE;
                \\unrestrict x
                """;

        assertThat(parse(Lexis.POSTGRESQL, sql)).extracting(ForeignKeyScriptTest::shown)
                .containsExactly("o_p_fkey: public.o[id] -> public.p[id] CASCADE");
    }

    @Test
    void aDumpOfMysql() {
        String sql = """
                /*!40101 SET @OLD=@@X */;
                DROP TABLE IF EXISTS `o`;
                CREATE TABLE `o` (
                  `id` int NOT NULL AUTO_INCREMENT COMMENT 'it\\'s; (',
                  `p` int DEFAULT NULL,
                  PRIMARY KEY (`id`),
                  KEY `p` (`p`),
                  CONSTRAINT `o_p` FOREIGN KEY (`p`) REFERENCES `p` (`id`) ON DELETE CASCADE
                ) ENGINE=InnoDB /*!50100 PARTITION BY x */;
                INSERT INTO `o` VALUES (1,'a\\';'),(2,"b");
                DELIMITER ;;
                /*!50003 CREATE TRIGGER t BEFORE DELETE ON o FOR EACH ROW BEGIN DELETE FROM x; END */;;
                CREATE PROCEDURE q() BEGIN IF a THEN ALTER TABLE x ADD FOREIGN KEY (a) REFERENCES b; END IF; END ;;
                DELIMITER ;
                ALTER TABLE q ADD FOREIGN KEY (a) REFERENCES o (id);
                """;

        assertThat(parse(Lexis.MYSQL, sql)).extracting(ForeignKeyScriptTest::shown)
                .containsExactly("\"o_p\": \"o\"[\"p\"] -> \"p\"[\"id\"] CASCADE", "q[a] -> o[id]");
    }

    @Test
    void aSchemaOfSqlite() {
        String sql = """
                PRAGMA foreign_keys=OFF;
                BEGIN TRANSACTION;
                CREATE TABLE [o] ([a b] INTEGER PRIMARY KEY, c REFERENCES 'p');
                """;
        String trigger = """
                CREATE TABLE [o] ([a b] INTEGER PRIMARY KEY, c REFERENCES p ON DELETE CASCADE) STRICT;
                CREATE TRIGGER t AFTER DELETE ON o BEGIN DELETE FROM q; SELECT CASE WHEN 1 THEN 2 END; END;
                CREATE TABLE u (v REFERENCES o ON DELETE SET NULL);
                COMMIT;
                """;

        assertThatExceptionOfType(ScriptException.class).isThrownBy(() -> parse(Lexis.SQLITE, sql))
                .withMessage("cascade.sql:3: expected the referenced table, but found 'p'");
        assertThat(parse(Lexis.SQLITE, trigger)).extracting(ForeignKeyScriptTest::shown)
                .containsExactly("\"o\"[c] -> p[] CASCADE", "u[v] -> o[] SET NULL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "-- nothing\n/* at all */"})
    void anEmptyScriptDeclaresNothing(String sql) {
        assertThat(parse(Lexis.MYSQL, sql)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
        "ALTER TABLE o ADD FOREIGN KEY (a) REFERENCES p ON DELETE CASCAD | after ON DELETE, but found CASCAD",
        "ALTER TABLE o ADD FOREIGN KEY (a) REFERENCES p ON DELETE SET | after ON DELETE, but found SET",
        "ALTER TABLE o ADD FOREIGN KEY (a) REFERENCES p ON CASCADE | expected DELETE or UPDATE after ON",
        "ALTER TABLE o ADD FOREIGN KEY (a) REFERENCES p DELETE CASCADE | but found DELETE",
        "ALTER TABLE o ADD FOREIGN KEY (a) REFERENCES p ON DELETE CASCADE ON DELETE CASCADE | only once",
        "ALTER TABLE o ADD FOREIGN KEY (a) REFERENCES p ALTER TABLE q ADD b int | but found ALTER",
        "ALTER TABLE o ADD FOREIGN KEY (a REFERENCES p | expected ) after the referencing columns",
        "ALTER TABLE o ADD FOREIGN KEY a REFERENCES p | expected ( and the referencing columns",
        "ALTER TABLE o ADD FOREIGN KEY (a) | expected REFERENCES, but found the end of the statement",
        "ALTER TABLE o ADD FOREIGN KEY (a) REFRENCES p | expected REFERENCES, but found REFRENCES",
        "ALTER TABLE o ADD FOREIGN KEY (a, b) REFERENCES p (id) | 2 referencing but 1 referenced",
        "ALTER TABLE o ADD FOREIGN KEY (a) REFERENCES p MATCH x | expected FULL, PARTIAL or SIMPLE",
        "ALTER TABLE o ADD FOREIGN KEY (a) REFERENCES p ON UPDATE CASCADE ON UPDATE CASCADE | only once",
        "ALTER TABLE o FOREIGN KEY (a) REFERENCES p | expected ADD before it",
        "ALTER TABLE o CONSTRAINT c FOREIGN KEY (a) REFERENCES p | expected ADD before it",
        "ALTER TABLE o ALTER a FOREIGN KEY (a) REFERENCES p | expected ADD before FOREIGN KEY",
        "ALTER TABLE o ADD a int) | expected , or ;",
        "CREATE TABLE o PARTITION OF p FOREIGN KEY (a) REFERENCES p | FOREIGN KEY only between the parentheses",
        "ALTER TABLE o ADD CONSTRAINT c REFERENCES p | expected FOREIGN KEY (…) before REFERENCES",
        "ALTR TABLE o ADD FOREIGN KEY (a) REFERENCES p | FOREIGN KEY only in CREATE TABLE or ALTER TABLE",
        "CREATE TABLE o (a int REFERENCES p (id, b)) | 1 referencing but 2 referenced",
        "CREATE TABLE o (a int REFERENCES p | expected ), but found the end",
        "CREATE TABLE o (a int REFERENCES p ON DELET CASCADE) | expected DELETE or UPDATE after ON",
        "CREATE TABLE o (a int REFERENCES p NOT NULL ON DELETE CASCADE) | ON DELETE directly behind REFERENCES",
        "CREATE TABLE o (a int REFERENCES p) ON DELETE CASCADE | ON DELETE only behind REFERENCES",
        "CREATE TABLE o (a int REFERENCES p CASCADE) | but found CASCADE",
        "CREATE TABLE o (a int FOREIGN KEY REFERENCES p) | a comma before FOREIGN KEY",
        "CREATE TABLE o (a int DEFAULT f(1, b int) | expected )",
        "CREATE TABLE o (a int), FOREIGN KEY (a) REFERENCES p | FOREIGN KEY only between the parentheses",
        "CREATE TABLE o (a int DEFAULT 'x) | a literal is not closed",
        "CREATE TABLE o (a int) /* x | a comment is not closed",
    })
    void aMistakeIsAnErrorThatSaysWhere(String sql, String message) {
        for (Lexis lexis : List.of(Lexis.POSTGRESQL, Lexis.MYSQL, Lexis.SQLITE)) {
            assertThatExceptionOfType(ScriptException.class)
                    .isThrownBy(() -> parse(lexis, "SELECT 1;\n\n" + sql))
                    .withMessageStartingWith("cascade.sql:3: ")
                    .withMessageContaining(message);
        }
    }

    private static final String KEY = "ALTER TABLE o ADD FOREIGN KEY (a) REFERENCES p;\n";

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF" + KEY, ".mode list\n" + KEY + ".quit", "\\set x 1\n" + KEY + "\\q", ";;" + KEY,
            "COPY o TO STDOUT;\n" + KEY, KEY + "DELIMITER //\nCREATE PROCEDURE q() BEGIN END //",
            KEY + "DELIMITER //"})
    void whatATextEditorOrAShellPutsAroundIt(String script) {
        assertThat(parse(Lexis.MYSQL, script)).extracting(ForeignKeyScriptTest::shown).containsExactly("o[a] -> p[]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
        "COPY o FROM STDIN; | the data of COPY do not end: expected \\.",
        "ALTER TABLE U&\"\\006f\" ADD FOREIGN KEY (a) REFERENCES p | identifiers with escapes",
    })
    void whatCannotBeReadInAScriptOfPostgresql(String script, String message) {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> parse(Lexis.POSTGRESQL, script))
                .withMessageContaining(message);
    }

    @Test
    void aBodyThatIsNotClosedSwallowsNoKeysInSilence() {
        String script = "CREATE TRIGGER t AFTER DELETE ON o BEGIN DELETE FROM q;\n" + KEY;

        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> parse(Lexis.SQLITE, script))
                .withMessageStartingWith("cascade.sql:1: a BEGIN … END block or a parenthesis");
    }

    @Test
    void aScriptWithoutForeignKeysIsAMistake() {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> parse(Lexis.SQLITE, "CREATE TABLE o (a int);"))
                .withMessageStartingWith("cascade.sql:1: no foreign key is declared here");
    }
}

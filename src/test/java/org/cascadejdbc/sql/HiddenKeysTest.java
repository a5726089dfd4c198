package org.cascadejdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No key of a script is passed over, and none is read that its later statements take back: it is read so, or refused. */
class HiddenKeysTest {
    private static final String SEEN = "ALTER TABLE seen ADD FOREIGN KEY (a) REFERENCES p;\n";
    private static final String HIDDEN = "ALTER TABLE o ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES p ON DELETE CASCADE";

    private static List<String> read(Lexis lexis, String script) {
        return ForeignKeyScript.parse(script, "cascade.sql", lexis).stream()
                .map(key -> key.table() + "->" + key.referencedTable() + " " + key.onDelete() + " " + key.origin().substring(12))
                .toList();
    }

    private static Lexis lexis(String name) {
        return switch (name) {
            case "mysql" -> Lexis.MYSQL;
            case "postgresql" -> Lexis.POSTGRESQL;
            default -> Lexis.SQLITE;
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
        "DELIMITER //~@H//~DELIMITER ;~ | 3",
        "DELIMITER $$~@H$$~DELIMITER ;~ | 3",
        "delimiter ;;~CREATE PROCEDURE q() BEGIN IF a THEN SELECT 1; END IF; END;;~@H;;~DELIMITER ;~ | 4",
        "DELIMITER //~CREATE PROCEDURE q() BEGIN SELECT ';//'; END //~@H//~ | 4",
        "DELIMITER //~INSERT INTO x VALUES ('//', \"it's\") // @H//~DELIMITER ;~ | 3",
        "DELIMITER //~-- it's no // end~@H//~DELIMITER ;~ | 4",
        "DELIMITER //~SELECT 1; @H; SELECT 2//~DELIMITER ;~ | 3",
        "DELIMITER //~SELECT 1//~DELIMITER $$~@H$$~ | 5",
        "DELIMITER //~@H | 3",
        "\\d //~@H//~\\d ;~ | 3",
        "/*!50000 @H */;~ | 2",
        "/*! @H */;~ | 2",
        "/*!080000 @H */;~ | 2",
        "/*!40101 SET @a = 1 */; /*!40000 ALTER TABLE x DISABLE KEYS */; @H;~ | 2",
        "/*!50000 @H; SELECT '*/' */;~ | 2",
        "ALTER TABLE o ADD /*!50000 CONSTRAINT k FOREIGN KEY */ (a) REFERENCES p /*! ON DELETE CASCADE */;~ | 2",
        "/*!90000 SELECT 1 */; /*M!100616 SELECT 2 */; /*!999999\\- enable the sandbox mode */~@H;~ | 3",
    })
    void whatMysqlsClientAndServerMakeOfIt(String script, String line) {
        assertThat(read(Lexis.MYSQL, SEEN + script.replace("@H", HIDDEN).replace('~', '\n')))
                .containsExactly("seen->p null 1", "o->p CASCADE " + line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
        "mysql | /*!90100 @H */; | not every server executes",
        "mysql | /*M! @H */; | not every server executes",
        "mysql | /*M!100100 @H */; | not every server executes",
        "postgresql | /*!50000 @H */; | not every server executes",
        "sqlite | /*! @H */; | not every server executes",
        "mysql | /*!50000 @H | a comment is not closed",
        "mysql | source other.sql; | reads another file",
        "mysql | \\. other.sql | reads another file",
        "postgresql | \\i other.sql | reads another file",
        "postgresql | \\ir other.sql | reads another file",
        "postgresql | \\include other.sql | reads another file",
        "sqlite | .read other.sql | reads another file",
        "postgresql | \\if :x~@H;~\\endif | decides what is executed",
        "postgresql | \\connect other~@H; | goes to another database",
        "postgresql | SELECT '@H' \\gexec | executes what a query gives",
        "postgresql | DO $$BEGIN @H; END$$; | in a text that is executed",
        "mysql | SET @s = '@H'; | in a text that is executed",
        "mysql | PREPARE s FROM '@H'; | in a text that is executed",
        "postgresql | BEGIN; @H; ROLLBACK; | ROLLBACK undoes",
        "postgresql | CREATE SCHEMA s CREATE TABLE o (id int, a int REFERENCES p); | REFERENCES only",
        "postgresql | CREATE TABLE o OF t (a WITH OPTIONS REFERENCES p); | REFERENCES only",
        "postgresql | CREATE TABLE p (id int)~GO~CREATE TABLE o (a int REFERENCES p)~GO | REFERENCES only",
        "mysql | ALTER TABLE o MODIFY a int REFERENCES p; | ADD FOREIGN KEY",
        "postgresql | SET search_path = app, public; @H; | write them with their schemas",
        "postgresql | SET search_path TO \"$user\"; @H; | write them with their schemas",
        "postgresql | @H; ALTER TABLE o RENAME COLUMN a TO b; | is renamed or dropped",
        "mysql | @H; ALTER TABLE o CHANGE a b int; | is renamed or dropped",
        "postgresql | @H; ALTER TABLE o DROP COLUMN a; | is renamed or dropped",
        "postgresql | @H; ALTER TABLE o SET SCHEMA x; | is moved",
        "postgresql | @H; ALTER TABLE o RENAME CONSTRAINT k TO l; | no new name for a constraint",
        "postgresql | ALTER TABLE o ADD FOREIGN KEY (a) REFERENCES p; ALTER TABLE o DROP CONSTRAINT o_a_fkey; | name them",
    })
    void refused(String lexis, String script, String message) {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> read(lexis(lexis), SEEN + script.replace("@H", HIDDEN).replace('~', '\n')))
                .withMessageContaining(message)
                .withMessageMatching("(?s)cascade\\.sql:[2-4]: .*");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
        "mysql | @H; ALTER TABLE o DROP FOREIGN KEY k; | ",
        "postgresql | @H; ALTER TABLE o DROP CONSTRAINT IF EXISTS k; | ",
        "postgresql | @H; ALTER TABLE o DROP CONSTRAINT other; | o->p CASCADE 2",
        "postgresql | @H; DROP TABLE IF EXISTS o; | ",
        "sqlite | CREATE TABLE n (a REFERENCES p ON DELETE CASCADE); DROP TABLE o; ALTER TABLE n RENAME TO o; "
                + "| o->p CASCADE 2",
        "mysql | @H; RENAME TABLE o TO r; | r->p CASCADE 2",
        "mysql | @H; ALTER TABLE o CHANGE a a bigint; | o->p CASCADE 2",
        "postgresql | @H; ALTER TABLE p DROP COLUMN x, RENAME y TO z; | o->p CASCADE 2",
        "mysql | USE other; @H; | other.o->other.p CASCADE 2",
        "postgresql | SET search_path = app; @H; | app.o->app.p CASCADE 2",
        "postgresql | SET search_path = ''; @H; | o->p CASCADE 2",
        "postgresql | GRANT REFERENCES ON o TO someone; @H; | o->p CASCADE 2",
        "postgresql | INSERT INTO notes VALUES ('@H'); @H; | o->p CASCADE 2",
        "postgresql | \\copy o from stdin~it's; FOREIGN KEY (~\\.~@H; | o->p CASCADE 5",
        "postgresql | /*! it's a comment */ @H; | o->p CASCADE 2",
        "postgresql | \\connect shop | ",
    })
    void followed(String lexis, String script, String keys) {
        String first = script.contains("connect") ? script + "\n" + SEEN : SEEN + script;
        List<String> read = read(lexis(lexis), first.replace("@H", HIDDEN).replace('~', '\n'));
        assertThat(read.stream().filter(key -> !key.startsWith("seen"))).isEqualTo(keys == null ? List.of() : List.of(keys));
    }

    @Test
    void whatIsDroppedIsNoKey() {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> read(Lexis.POSTGRESQL, HIDDEN + "; DROP TABLE p CASCADE;"))
                .withMessageContaining("no foreign key is declared here");
    }
}

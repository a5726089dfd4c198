package org.cascadejdbc.it.differential;

import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.NO_ACTION;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Mode;
import org.cascadejdbc.it.support.Scenario;

/** Types, depths and tables that one database has and that tempt an emulation to differ from it. */
final class SpecialScenarios {
    private SpecialScenarios() {}

    static List<Scenario> all() {
        return List.of(
                family("enum keys (MySQL)", "enum('x','y')", "'x'", "'y'").only(Database.MYSQL, Database.MYSQL_OFF),
                family("binary keys (MySQL)", "binary(4)", "'x'", "'y'").only(Database.MYSQL, Database.MYSQL_OFF),
                family("decimal keys", "decimal(10,2)", "1.5", "2.25"),
                family("datetime keys (MySQL)", "datetime(3)", "'2024-01-01 00:00:00.001'", "'2024-01-01 00:00:00.002'")
                        .only(Database.MYSQL, Database.MYSQL_OFF),
                mixedTypes("int and bigint", "int", "bigint"),
                mixedTypes("numeric and int", "numeric", "int"),
                mixedTypes("varchar and char", "varchar(5)", "char(5)"),
                mixedTypes("char and varchar", "char(5)", "varchar(5)"),
                selfReferenceOfAPartition(),
                textsThatLookLikeNumbers(),
                columnsThatTakeTheRowId(),
                noCase(),
                chain(),
                seventyChildren());
    }

    private static Scenario family(String name, String type, String one, String two) {
        return Scenario.named(name)
                .table("p", "id " + type + " primary key", "(" + one + "),(" + two + ")")
                .table("c", "id " + type + " primary key, p " + type, "(" + one + "," + one + "),(" + two + "," + two + ")")
                .table("g", "id int primary key, c " + type + ", n " + type, "(1," + one + "," + two + "),(2," + two + ","
                        + one + ")")
                .key("c(p)", CASCADE, "p(id)")
                .key("g(c)", CASCADE, "c(id)")
                .key("g(n)", SET_NULL, "c(id)")
                .delete("DELETE FROM p WHERE id = " + one)
                .delete("DELETE FROM c WHERE id = " + two)
                .delete("DELETE FROM p");
    }

    /** Declared keys, because for virtual ones there is no native comparison to follow. */
    private static Scenario mixedTypes(String name, String parent, String child) {
        return Scenario.named("types of a key: " + name + " (PostgreSQL)")
                .only(Database.POSTGRESQL)
                .table("p", "id " + parent + " primary key", "(1),(2),(12)")
                .table("c", "id int primary key, p " + child, "(1,1),(2,2),(3,12),(4,null)")
                .key("c(p)", CASCADE, "p(id)")
                .delete("DELETE FROM p WHERE id IN (SELECT min(id) FROM p)")
                .delete("DELETE FROM p");
    }

    private static Scenario selfReferenceOfAPartition() {
        return Scenario.named("DELETE from one partition of a table that references itself (PostgreSQL)")
                .only(Database.POSTGRESQL)
                .table("p", "id int primary key, up int, other int, boss int",
                        "(1,null,null,null),(2,1,1,1),(3,2,1,2),(4,null,null,3),(11,1,null,1),(12,11,null,null),(13,null,13,12)")
                .suffix(Database.POSTGRESQL, "PARTITION BY RANGE (id);"
                        + " CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);"
                        + " CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20)")
                .key("p(up)", CASCADE, "p(id)")
                .key("p(other)", NO_ACTION, "p(id)")
                .key("p(boss)", SET_NULL, "p(id)")
                .delete("DELETE FROM p1")
                .delete("DELETE FROM p1 WHERE id < ?", 4)
                .delete("DELETE FROM p2 WHERE id > ?", 11)
                .delete("DELETE FROM p WHERE id = ?", 2);
    }

    private static Scenario textsThatLookLikeNumbers() {
        return Scenario.named("texts that look like numbers, WITHOUT ROWID (SQLite)")
                .only(Database.SQLITE)
                .table("p", "id integer primary key", "(1),(2)")
                .table("c", "k text not null, l text not null, p int, primary key (k, l)",
                        "('1','01',1),('01','1',2),('1.0','01',null)")
                .suffix(Database.SQLITE, "WITHOUT ROWID")
                .table("g", "id, k text, l text, primary key (id)", "(1,'1','01'),('1','01','1'),('01','1.0','01')")
                .suffix(Database.SQLITE, "WITHOUT ROWID")
                .key("c(p)", CASCADE, "p(id)")
                .key("g(k, l)", CASCADE, "c(k, l)")
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM c WHERE k = ?", "01");
    }

    private static Scenario columnsThatTakeTheRowId() {
        return Scenario.named("columns that take all names of the row id (SQLite)")
                .only(Database.SQLITE)
                .table("p", "id integer primary key, rowid text, _rowid_ text, oid text", "(1,'2','2','2'),(2,'1','1','1')")
                .table("c", "id integer primary key, rowid int, _rowid_ int", "(1,2,2),(2,1,1)")
                .key("c(rowid)", CASCADE, "p(id)")
                .delete("DELETE FROM p WHERE id = ?", 1);
    }

    private static Scenario noCase() {
        return Scenario.named("NOCASE (SQLite)")
                .only(Database.SQLITE)
                .table("p", "id text collate nocase primary key", "('Ab'),('x')")
                .table("c", "id text collate nocase primary key, p text", "('K','aB'),('L','X'),('M','y')")
                .suffix(Database.SQLITE, "WITHOUT ROWID")
                .table("g", "id int primary key, c text", "(1,'k'),(2,'l'),(3,'K')")
                .key("c(p)", CASCADE, "p(id)")
                .key("g(c)", SET_NULL, "c(id)")
                .delete("DELETE FROM p WHERE id = ?", "AB")
                .delete("DELETE FROM c WHERE id = ?", "k");
    }

    /** Deeper than what databases follow by default: MySQL's recursion ends at 1,000 levels, SQLite's triggers, too. */
    private static Scenario chain() {
        String rows = IntStream.rangeClosed(1, 1_500)
                .mapToObj(i -> "(" + i + "," + (i == 1 ? "null" : String.valueOf(i - 1)) + ")")
                .collect(Collectors.joining(","));
        return Scenario.named("a chain of 1,500 rows")
                .table("p", "id int primary key, up int", rows)
                .key("p(up)", CASCADE, "p(id)")
                .delete("DELETE FROM p WHERE id = ?", 2)
                .without(Database.POSTGRESQL, Mode.OVERRIDDEN, Mode.EMULATE)
                .without(Database.MYSQL_OFF, Mode.OVERRIDDEN, Mode.EMULATE)
                .without(Database.MYSQL, Mode.EMULATE)
                .allFollow(Database.POSTGRESQL)
                .withoutMySql(Mode.AUTO)
                .without(Database.SQLITE, Mode.AUTO);
    }

    /** More than MySQL can join in one query. */
    private static Scenario seventyChildren() {
        Scenario scenario = Scenario.named("seventy children").table("p", "id int primary key", "(1),(2)");
        for (int i = 0; i < 70; i++) {
            scenario.table("c" + i, "id int primary key, p int", "(1,1),(2,2)").key("c" + i + "(p)", CASCADE, "p(id)");
        }
        return scenario.delete("DELETE FROM p WHERE id = ?", 1)
                .withoutMySql(Mode.AUTO, Mode.OVERRIDDEN, Mode.EMULATE)
                .without(Database.POSTGRESQL, Mode.OVERRIDDEN, Mode.EMULATE, Mode.AUTO)
                .without(Database.MYSQL_OFF, Mode.VIRTUAL)
                .allFollow(Database.SQLITE);
    }
}

package org.cascadejdbc.it.engines.sqlite;

import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_DEFAULT;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.cascadejdbc.it.differential.Differential;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Mode;
import org.cascadejdbc.it.support.Scenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** On SQLite: rows that change what identifies them while several keys update them; names that differ outside ASCII. */
class SqliteRowsIT {
    private static Stream<Arguments> cases() {
        return Stream.of(
                        composite("a row's own key by SET DEFAULT, then SET NULL", ""),
                        composite("the same WITHOUT ROWID", "WITHOUT ROWID"),
                        Scenario.named("a row id by SET DEFAULT, then SET NULL")
                                .table("p", "id integer primary key", "(0),(1),(2)")
                                .table("c", "a integer primary key default 0, b int", "(1,1),(2,1)")
                                .key("c(a)", SET_DEFAULT, "p(id)")
                                .key("c(b)", SET_NULL, "p(id)")
                                .delete("DELETE FROM p WHERE id = ?", 1),
                        Scenario.named("columns take all names of the row id, others are unique")
                                .table("p", "rowid text not null primary key, oid int unique, _rowid_ int", "('a',1,1),('1',2,1),('c',3,2)")
                                .table("c", "rowid int not null, oid text not null, _rowid_ int, unique (rowid, oid)",
                                        "(1,'1',1),(1,'2',2),(2,'1',1),(3,'x',3),(4,'y',null)")
                                .table("g", "rowid int, oid int not null default 9 unique, _rowid_ text", "(1,1,'1'),(1,2,'2'),(3,3,'x'),(null,9,null)")
                                .table("h", "rowid int, oid int, _rowid_ int, n int not null unique", "(1,1,1,11),(1,2,2,12),(2,1,null,13),(3,9,2,14)")
                                .key("c(_rowid_)", CASCADE, "p(oid)")
                                .key("g(rowid, _rowid_)", CASCADE, "c(rowid, oid)")
                                .key("h(oid)", SET_NULL, "g(oid)")
                                .key("h(_rowid_)", SET_NULL, "p(oid)")
                                .delete("DELETE FROM p WHERE _rowid_ = ?", 1)
                                .delete("DELETE FROM p WHERE rowid = ?", "1")
                                .delete("DELETE FROM c WHERE rowid = ?", 1)
                                .delete("DELETE FROM g"),
                        Scenario.named("a default that its column stores as another number")
                                .table("p", "id varchar(20) primary key", "('a'),('1.0'),('2')")
                                .table("c", "id integer primary key, r integer default 1.0, s integer default 2.0",
                                        "(1,'a',null),(2,null,'a'),(3,null,null)")
                                .key("c(r)", SET_DEFAULT, "p(id)")
                                .key("c(s)", SET_DEFAULT, "p(id)")
                                .delete("DELETE FROM p WHERE id = ?", "a")
                                .delete("DELETE FROM p WHERE id = ?", "2")
                                .delete("DELETE FROM p WHERE id = ?", "1.0"),
                        Scenario.named("a default that its column stores, of one key")
                                .table("p", "id varchar(20) primary key", "('a'),('1.0'),('2')")
                                .table("c", "id integer primary key, s integer default 2.0", "(1,'a'),(2,null)")
                                .key("c(s)", SET_DEFAULT, "p(id)")
                                .delete("DELETE FROM p WHERE id = ?", "a")
                                .delete("DELETE FROM p WHERE id = ?", "2"),
                        Scenario.named("a default that is looked up otherwise than it is counted")
                                .table("p", "id varchar(20) primary key", "('1'),('2'),('3')")
                                .table("c", "id integer primary key, r blob default 1, s blob default 2",
                                        "(1,'1',null),(2,'3','3'),(3,null,'2')")
                                .key("c(r)", SET_DEFAULT, "p(id)")
                                .key("c(s)", SET_DEFAULT, "p(id)")
                                .delete("DELETE FROM p WHERE id = ?", "1")
                                .delete("DELETE FROM p WHERE id = ?", "3")
                                .delete("DELETE FROM p WHERE id >= ?", "2"),
                        Scenario.named("letters outside ASCII have no case")
                                .table("\"Ä\"", "id integer primary key", "(1),(2)")
                                .table("\"ä\"", "id integer primary key", "(1),(2)")
                                .table("c", "id integer primary key, \"Ö\" int, \"ö\" int", "(1,1,2),(2,2,1)")
                                .key("c(\"Ö\")", CASCADE, "\"Ä\"(id)")
                                .key("c(\"ö\")", SET_NULL, "\"ä\"(id)")
                                .delete("DELETE FROM Ä WHERE id = ?", 1)
                                .delete("DELETE FROM ä WHERE id = ?", 1)
                                .delete("DELETE FROM \"ä\" WHERE ID = ?", 2))
                .flatMap(scenario -> modes(scenario));
    }

    private static Stream<Arguments> modes(Scenario scenario) {
        return scenario.modes(Database.SQLITE).stream().map(mode -> Arguments.of(scenario, mode));
    }

    private static Scenario composite(String name, String suffix) {
        return Scenario.named(name)
                .table("p", "id integer primary key", "(0),(1),(2)")
                .table("c", "o int not null, prod int not null default 0, alt int, primary key (o, prod)",
                        "(7,1,1),(8,1,2),(9,2,1)")
                .suffix(Database.SQLITE, suffix)
                .key("c(prod)", SET_DEFAULT, "p(id)")
                .key("c(alt)", SET_NULL, "p(id)")
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM p WHERE id IN (?, ?)", 1, 2);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSameAsNatively(Scenario scenario, Mode mode) throws SQLException {
        Differential.compare(scenario, Database.SQLITE, mode);
    }
}

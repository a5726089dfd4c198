package org.cascadejdbc.it.differential;

import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.NO_ACTION;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.util.List;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Mode;
import org.cascadejdbc.it.support.Scenario;

/** Tables and keys that one database has in a way of its own; some of the tables cannot have native keys. */
public final class StorageScenarios {
    private StorageScenarios() {}

    public static List<Scenario> all() {
        return List.of(myIsam(), partitionedInnoDb(), partitionedPostgreSql(), withoutRowId(), implicitReference(),
                setNullOfOneColumn(), deferrablePostgreSql(), deferrableSqlite());
    }

    private static Scenario threeTables(String name, Database database, String suffix) {
        return Scenario.named(name)
                .table("p", "id int primary key", "(1),(2),(3)")
                .suffix(database, suffix)
                .table("c", "id int primary key, p int", "(1,1),(2,2),(3,1),(4,null)")
                .suffix(database, suffix)
                .table("g", "id int primary key, c int, d int", "(1,1,1),(2,2,2),(3,3,null)")
                .suffix(database, suffix)
                .table("r", "id int primary key, p int", "(1,3)")
                .suffix(database, suffix)
                .key("c(p)", CASCADE, "p(id)")
                .key("g(c)", CASCADE, "c(id)")
                .key("g(d)", SET_NULL, "c(id)")
                .key("r(p)", NO_ACTION, "p(id)")
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM p WHERE id IN (?, ?)", 1, 2)
                .delete("DELETE FROM p WHERE id = ?", 3)
                .delete("DELETE FROM c WHERE p = ?", 2);
    }

    private static Scenario withoutNativeKeys(Scenario scenario) {
        return scenario.only(Database.MYSQL, Database.MYSQL_OFF)
                .mySqlFollowsPostgreSql()
                .withoutMySql(Mode.OVERRIDDEN, Mode.EMULATE, Mode.AUTO);
    }

    private static Scenario myIsam() {
        Scenario scenario = threeTables("MyISAM", Database.MYSQL, "ENGINE = MyISAM");
        scenario.tables().forEach(table -> table.suffixes().put(Database.MYSQL_OFF, "ENGINE = MyISAM"));
        return withoutNativeKeys(scenario).withoutTransactions();
    }

    private static Scenario partitionedInnoDb() {
        String suffix = "PARTITION BY HASH (id) PARTITIONS 3";
        Scenario scenario = threeTables("partitioned InnoDB", Database.MYSQL, suffix);
        scenario.tables().forEach(table -> table.suffixes().put(Database.MYSQL_OFF, suffix));
        return withoutNativeKeys(scenario);
    }

    private static Scenario partitionedPostgreSql() {
        return Scenario.named("partitioned tables (PostgreSQL)")
                .only(Database.POSTGRESQL)
                .table("p", "id int primary key", "(1),(2),(11)")
                .suffix(Database.POSTGRESQL, "PARTITION BY RANGE (id);"
                        + " CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);"
                        + " CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20)")
                .table("c", "id int primary key, p int", "(1,1),(2,2),(11,1),(12,11),(13,null)")
                .suffix(Database.POSTGRESQL, "PARTITION BY LIST (id);"
                        + " CREATE TABLE c1 PARTITION OF c FOR VALUES IN (1, 2);"
                        + " CREATE TABLE c2 PARTITION OF c DEFAULT")
                .table("g", "id int primary key, c int", "(1,1),(2,2),(3,11),(4,12)")
                .key("c(p)", CASCADE, "p(id)")
                .key("g(c)", CASCADE, "c(id)")
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM p WHERE id > ?", 1)
                .delete("DELETE FROM c WHERE p = ?", 11)
                .delete("DELETE FROM p");
    }

    private static Scenario withoutRowId() {
        return threeTables("WITHOUT ROWID", Database.SQLITE, "WITHOUT ROWID").only(Database.SQLITE);
    }

    private static Scenario implicitReference() {
        return Scenario.named("REFERENCES without columns, keys without names (SQLite)")
                .only(Database.SQLITE)
                .without(Database.SQLITE, Mode.VIRTUAL, Mode.OVERRIDDEN)
                .table("p", "a int, b int, primary key (b, a)", "(1,2),(2,1),(3,3)")
                .table("c", "id integer primary key, x int, y int, foreign key (x, y) references p on delete cascade",
                        "(1,2,1),(2,1,2),(3,3,3)")
                .table("g", "id int primary key, c int references c on delete cascade,"
                        + " d int references C on delete set null", "(1,1,2),(2,2,1),(3,3,3)")
                .delete("DELETE FROM p WHERE a = ? AND b = ?", 1, 2)
                .delete("DELETE FROM p WHERE a = ?", 3)
                .delete("DELETE FROM c WHERE id = ?", 2);
    }

    private static Scenario setNullOfOneColumn() {
        return Scenario.named("SET NULL of one column of two (PostgreSQL)")
                .only(Database.POSTGRESQL)
                .without(Database.POSTGRESQL, Mode.VIRTUAL, Mode.OVERRIDDEN)
                .table("p", "tenant int, id int, primary key (tenant, id)", "(1,1),(1,2),(2,1)")
                .table("c", "tenant int, id int, p int, primary key (tenant, id)", "(1,1,1),(1,2,2),(2,1,1),(2,2,null)")
                .suffix(Database.POSTGRESQL, "; ALTER TABLE c ADD FOREIGN KEY (tenant, p) REFERENCES p (tenant, id)"
                        + " ON DELETE SET NULL (p)")
                .delete("DELETE FROM p WHERE tenant = ? AND id = ?", 1, 1)
                .delete("DELETE FROM p");
    }

    private static Scenario deferrablePostgreSql() {
        String key = "; ALTER TABLE c ADD FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE"
                + " DEFERRABLE INITIALLY DEFERRED; ALTER TABLE c ADD FOREIGN KEY (q) REFERENCES p (id)"
                + " ON DELETE SET NULL DEFERRABLE";
        return Scenario.named("deferrable keys (PostgreSQL)")
                .only(Database.POSTGRESQL)
                .without(Database.POSTGRESQL, Mode.VIRTUAL, Mode.OVERRIDDEN)
                .table("p", "id int primary key", "(1),(2)")
                .table("c", "id int primary key, p int, q int", "(1,1,null),(2,2,1),(3,1,2)")
                .suffix(Database.POSTGRESQL, key)
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM p");
    }

    private static Scenario deferrableSqlite() {
        return Scenario.named("deferrable keys (SQLite)")
                .only(Database.SQLITE)
                .without(Database.SQLITE, Mode.VIRTUAL, Mode.OVERRIDDEN)
                .table("p", "id int primary key", "(1),(2)")
                .table("c", "id int primary key, p int references p on delete cascade deferrable initially deferred,"
                        + " q int references p (id) on delete set null deferrable", "(1,1,null),(2,2,1),(3,1,2)")
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM p");
    }
}

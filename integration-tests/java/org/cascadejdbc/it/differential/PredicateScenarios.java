package org.cascadejdbc.it.differential;

import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.util.List;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Scenario;

/** What may stand in a DELETE: the predicate is evaluated once, whatever it looks at. */
final class PredicateScenarios {
    private PredicateScenarios() {}

    static List<Scenario> all() {
        return List.of(predicates(), mySqlOnly(), postgreSqlOnly());
    }

    private static Scenario threeTables(String name) {
        return Scenario.named(name)
                .table("p", "id int primary key, name varchar(20), n int",
                        "(1,'one',10),(2,'two',20),(3,'three',30),(4,'four',null),(5,'f?ve -- no',50)")
                .table("c", "id int primary key, p int, n int", "(1,1,1),(2,1,2),(3,2,3),(4,3,4),(5,null,5)")
                .table("g", "id int primary key, c int", "(1,1),(2,2),(3,3),(4,null),(5,4)")
                .table("s", "id int primary key, p int", "(1,1),(2,2),(3,5)")
                .key("c(p)", CASCADE, "p(id)")
                .key("g(c)", CASCADE, "c(id)")
                .key("s(p)", SET_NULL, "p(id)");
    }

    private static Scenario predicates() {
        return threeTables("predicates")
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("delete from p where id in (?, ?, ?)", 1, 3, 99)
                .delete("DELETE FROM p WHERE id = ? AND name = ?", 2, "two")
                .delete("DELETE FROM p WHERE name = 'it''s' OR name = ?", "three")
                .delete("DELETE FROM p WHERE id BETWEEN ? AND ? OR n IS NULL", 2, 3)
                .delete("DELETE FROM p WHERE (n > ? AND NOT name LIKE 't%') OR id = ?", 5, 2)
                .delete("DELETE FROM p WHERE id IN (SELECT p FROM c)")
                .delete("DELETE FROM p WHERE id IN (SELECT p FROM c WHERE n >= ?) AND n < ?", 3, 30)
                .delete("DELETE FROM p WHERE NOT EXISTS (SELECT 1 FROM c WHERE c.p = p.id)")
                .delete("DELETE FROM p WHERE NOT EXISTS (SELECT 1 FROM c JOIN g ON g.c = c.id WHERE c.p = p.id)")
                .delete("DELETE FROM p WHERE EXISTS (SELECT 1 FROM c, g WHERE g.c = c.id AND c.p = p.id)")
                .delete("DELETE FROM p WHERE (SELECT count(*) FROM c WHERE c.p = p.id) > ?", 1)
                .delete("DELETE FROM p WHERE id IN (SELECT p FROM s WHERE id > ?)", 1)
                .delete("DELETE FROM c WHERE p = (SELECT id FROM p WHERE name = ?)", "one")
                .delete("DELETE FROM p AS x WHERE x.id = ?", 1)
                .delete("DELETE FROM p AS x WHERE EXISTS (SELECT 1 FROM c WHERE c.p = x.id AND c.n = ?)", 3)
                .delete("DELETE /* why */ FROM p -- a comment; DELETE FROM q\n WHERE id = ?", 3)
                .delete("DELETE FROM p WHERE name = ?", "f?ve -- no")
                .delete("DELETE FROM p WHERE p.id = ?", 2)
                .delete("DELETE FROM {p} WHERE {p}.{id} = ?", 2)
                .delete("DELETE FROM p WHERE 1 = 1")
                .delete("DELETE FROM p WHERE 1 = 0")
                .delete("DELETE FROM p WHERE id = ?", 99)
                .delete("DELETE FROM p WHERE id = ?", (Object) null)
                .delete("DELETE FROM p;")
                .delete("DELETE FROM p");
    }

    private static Scenario mySqlOnly() {
        return threeTables("predicates of MySQL")
                .only(Database.MYSQL, Database.MYSQL_OFF)
                .delete("DELETE FROM p WHERE name = \"one\"")
                .delete("DELETE FROM p WHERE rand() >= 0 AND id = ?", 2)
                .delete("DELETE FROM p WHERE name <=> ?", "two") // null-safe equality
                .delete("DELETE FROM p # comment\n WHERE id = ?", 2);
    }

    private static Scenario postgreSqlOnly() {
        return threeTables("predicates of PostgreSQL")
                .only(Database.POSTGRESQL)
                .delete("DELETE FROM p WHERE random() >= 0 AND id = ?", 1)
                .delete("DELETE FROM p WHERE id = ANY (ARRAY[1, 2])")
                .delete("DELETE FROM p WHERE name = $$one$$")
                .delete("DELETE FROM p WHERE name = E'on\\145'")
                .delete("DELETE FROM p WHERE id::text = ?", "3")
                .delete("DELETE FROM p x WHERE x.id = ?", 2);
    }
}

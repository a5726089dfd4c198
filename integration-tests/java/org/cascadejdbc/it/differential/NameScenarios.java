package org.cascadejdbc.it.differential;

import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.util.List;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Scenario;

/** Names: reserved, quoted, in other alphabets, in another case, in another schema. */
public final class NameScenarios {
    private NameScenarios() {}

    public static List<Scenario> all() {
        return List.of(quoted(), unicode(), otherCase(), caseDistinguishes(), otherSchema(), sameNameElsewhere());
    }

    private static Scenario quoted() {
        return Scenario.named("quoted and reserved names")
                .table("{order}", "{Group} int primary key, {select} int", "(1,1),(2,2)")
                .table("{my items}", "{a.b} int primary key, {order} int", "(1,1),(2,1),(3,2)")
                .table("{it\"s `odd`}", "{x\"y} int primary key, {from`where} int", "(1,1),(2,2),(3,3)")
                .table("{a.b}", "id int primary key, {NULL} int", "(1,1),(2,2)")
                .key("{my items}({order})", CASCADE, "{order}({Group})")
                .key("{it\"s `odd`}({from`where})", CASCADE, "{my items}({a.b})")
                .key("{a.b}({NULL})", SET_NULL, "{it\"s `odd`}({x\"y})")
                .delete("DELETE FROM {order} WHERE {Group} = ?", 1)
                .delete("DELETE FROM {order} WHERE {order}.{select} IN (?, ?)", 1, 2)
                .delete("DELETE FROM {it\"s `odd`} WHERE {x\"y} = ?", 2)
                .delete("DELETE FROM {my items} AS {delete} WHERE {delete}.{a.b} = ?", 2);
    }

    private static Scenario unicode() {
        return Scenario.named("names in other alphabets")
                .table("größe", "größe_id int primary key", "(1),(2)")
                .table("{Таблица}", "id int primary key, {größe id} int", "(1,1),(2,2)")
                .table("表", "id int primary key, t int", "(1,1),(2,2)")
                .key("{Таблица}({größe id})", CASCADE, "größe(größe_id)")
                .key("表(t)", CASCADE, "{Таблица}(id)")
                .delete("DELETE FROM größe WHERE größe_id = ?", 1)
                .delete("DELETE FROM {Таблица} WHERE {größe id} = ?", 2)
                .delete("DELETE FROM größe");
    }

    private static Scenario otherCase() {
        return Scenario.named("the same names in another case")
                .only(Database.POSTGRESQL, Database.SQLITE)
                .table("Parent", "Id int primary key", "(1),(2)")
                .table("child", "id int primary key, parent_id int", "(1,1),(2,2),(3,1)")
                .key("CHILD(PARENT_ID)", CASCADE, "parent(ID)")
                .delete("DELETE FROM PARENT WHERE iD = ?", 1)
                .delete("delete from parent")
                .delete("DELETE FROM {parent} WHERE {id} = ?", 2);
    }

    private static Scenario caseDistinguishes() {
        return Scenario.named("names that differ by case alone")
                .only(Database.POSTGRESQL)
                .table("item", "id int primary key", "(1),(2)")
                .table("{Item}", "id int primary key, {ID} int not null unique", "(1,2),(2,1)")
                .table("c", "id int primary key, item int, {Item} int", "(1,1,2),(2,2,1),(3,1,1),(4,null,2)")
                .key("c(item)", CASCADE, "item(id)")
                .key("c({Item})", SET_NULL, "{Item}({ID})")
                .delete("DELETE FROM item WHERE id = ?", 1)
                .delete("DELETE FROM ITEM WHERE ID = ?", 2)
                .delete("DELETE FROM {Item} WHERE {ID} = ?", 1)
                .delete("DELETE FROM {Item} WHERE ID = ?", 1);
    }

    private static Scenario otherSchema() {
        return Scenario.named("children in another schema")
                .only(Database.POSTGRESQL, Database.MYSQL, Database.MYSQL_OFF)
                .table("p", "id int primary key", "(1),(2)")
                .table("@other.c", "id int primary key, p int", "(1,1),(2,2),(3,1)")
                .table("g", "id int primary key, c int", "(1,1),(2,2),(3,3)")
                // MySQL looks for an unqualified referenced table in the referencing table's database
                .key("@other.c(p)", CASCADE, "@own.p(id)")
                .key("g(c)", CASCADE, "@other.c(id)")
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM @other.c WHERE id = ?", 2)
                .delete("DELETE FROM @other.c AS x WHERE x.p = ?", 1);
    }

    private static Scenario sameNameElsewhere() {
        return Scenario.named("a table of the same name in another schema")
                .only(Database.POSTGRESQL, Database.MYSQL, Database.MYSQL_OFF)
                .table("p", "id int primary key", "(1),(2)")
                .table("@other.p", "id int primary key", "(1),(2)")
                .table("c", "id int primary key, p int", "(1,1),(2,2)")
                .table("@other.c", "id int primary key, p int", "(1,1),(2,2)")
                .key("c(p)", CASCADE, "p(id)")
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM @other.p WHERE id = ?", 1);
    }
}

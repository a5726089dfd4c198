package org.cascadejdbc.it.forms;

import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.NO_ACTION;
import static org.cascadejdbc.DeleteRule.RESTRICT;
import static org.cascadejdbc.DeleteRule.SET_DEFAULT;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.util.List;
import org.cascadejdbc.it.support.Scenario;

/** The tables and the kinds of keys over which forms are tried. */
final class FormKeys {
    /** Adds a database's forms, with a condition on the table {@code p} that has one parameter. */
    interface Forms {
        Scenario add(Scenario scenario, String condition);
    }

    private FormKeys() {}

    /** Without keys. */
    static Scenario tables(String name) {
        return Scenario.named(name)
                .table("p", "id int primary key, n varchar(10) not null, up int",
                        "(1,'one',null),(2,'two',1),(3,'three',2),(4,'four',null),(5,'five',null)")
                .table("c", "id int primary key, p int default 4", "(1,1),(2,1),(3,2),(4,null)")
                .table("d", "id int primary key, p int, c int", "(1,1,1),(2,2,3),(3,2,null),(4,null,3)")
                .table("s", "id int, n varchar(5) not null", "(1,'a'),(2,'b'),(2,'b'),(3,'c'),(4,'d'),(5,'e'),(9,'z')")
                .table("log", "id int, what varchar(20)", "");
    }

    /** Every kind of key. */
    static List<Scenario> all(Forms forms) {
        return List.of(
                forms.add(tables("self reference").key("p(up)", CASCADE, "p(id)"), "id = ?"),
                forms.add(tables("self reference, NO ACTION").key("p(up)", NO_ACTION, "p(id)"), "id <= ?"),
                forms.add(tables("ring").key("p(up)", CASCADE, "c(id)").key("c(p)", CASCADE, "p(id)"), "id = ?"),
                forms.add(tables("diamond").key("c(p)", CASCADE, "p(id)").key("d(p)", SET_NULL, "p(id)")
                        .key("d(c)", CASCADE, "c(id)"), "id <= ?"),
                forms.add(tables("diamond, RESTRICT").key("c(p)", CASCADE, "p(id)").key("d(p)", CASCADE, "p(id)")
                        .key("d(c)", RESTRICT, "c(id)"), "id = ?"),
                forms.add(tables("SET DEFAULT").key("c(p)", SET_DEFAULT, "p(id)"), "id = ?"),
                forms.add(tables("SET DEFAULT that goes").key("c(p)", SET_DEFAULT, "p(id)"), "id >= ?"),
                forms.add(tables("RESTRICT").key("c(p)", CASCADE, "p(id)").key("d(c)", RESTRICT, "c(id)"), "id = ?"),
                forms.add(tables("NO ACTION").key("c(p)", NO_ACTION, "p(id)"), "id = ?"));
    }
}

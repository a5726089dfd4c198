package org.cascadejdbc.it.forms;

import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Mode;
import org.cascadejdbc.it.support.Scenario;

/** Every form of a DELETE where none returns rows, H2 and HSQLDB, over every kind of key. */
final class PlainForms {
    private static final List<String> FORMS = List.of(
            "DELETE FROM p WHERE %s",
            "DELETE FROM p t WHERE t.%s AND EXISTS (SELECT 1 FROM s WHERE s.id = t.id)",
            "DELETE FROM p AS t WHERE t.%s LIMIT 1",
            "DELETE FROM p WHERE %s AND n IN (SELECT n FROM p WHERE up IS NULL OR up < 9)");

    private static final List<String> OF_H2 = List.of(
            "DELETE FROM p WHERE %s FETCH FIRST ROW ONLY",
            "DELETE FROM p WHERE %s AND _ROWID_ > 0 FETCH FIRST 5 ROWS ONLY");

    private static final List<String> OF_HSQLDB = List.of(
            "DELETE FROM p AS t WHERE t.%s AND t.n IN ('one', U&'\\0074wo', 'three') LIMIT 5",
            "DELETE FROM PUBLIC.p WHERE %s");

    /** Natively they are refused, or leave orphans (src/docs/h2.md). */
    private static final Set<String> OTHERWISE_ON_H2 = Set.of("self reference, NO ACTION", "diamond, RESTRICT", "SET DEFAULT that goes");

    private PlainForms() {}

    /** Every form, on two levels of CASCADE and a SET NULL. */
    static List<Scenario> tables(Database database) {
        return List.of(forms(database, FormKeys.tables("tree")
                .table("e", "id int primary key, p int", "(1,1),(2,3),(3,2)")
                .key("c(p)", CASCADE, "p(id)")
                .key("d(c)", CASCADE, "c(id)")
                .key("e(p)", SET_NULL, "p(id)"), "id = ?")
                .delete("DELETE FROM p WHERE id < 3 AND 1 / (id - 1) = 1")
                .delete("DELETE FROM p WHERE nothing = 1")
                .delete("DELETE FROM nothing WHERE id = ?", 1)
                .delete("DELETE FROM d"));
    }

    /** Every kind of key. */
    static List<Scenario> keys(Database database) {
        return FormKeys.all((scenario, condition) -> forms(database, scenario, condition)
                .without(Database.HSQLDB, scenario.toString().equals("SET DEFAULT that goes") ? Mode.OVERRIDDEN : Mode.MIXED))
                .stream()
                .filter(scenario -> !database.isH2() || !OTHERWISE_ON_H2.contains(scenario.toString()))
                .toList();
    }

    private static Scenario forms(Database database, Scenario scenario, String condition) {
        List<String> forms = new ArrayList<>(FORMS);
        forms.addAll(database == Database.HSQLDB ? OF_HSQLDB : OF_H2);
        for (String form : forms) {
            String sql = form.replace("%s", condition);
            scenario.delete(sql, 1);
        }
        return scenario.delete(forms.get(0).replace("%s", condition), 4).delete(forms.get(1).replace("%s", condition), 77);
    }
}

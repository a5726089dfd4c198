package org.cascadejdbc.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Relations;
import org.cascadejdbc.schema.SearchPath;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.CaseRule;
import org.cascadejdbc.sql.ForeignKeyDeclaration;
import org.cascadejdbc.sql.ForeignKeyScript;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.Name;
import org.cascadejdbc.sql.QualifiedName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A catalog of 10,000 keys and as many relations is put together key by key, not every one with every other. */
class LargeCatalogTest {
    private static final int TABLES = 5_000;

    /** Far more than it needs; compared in pairs, keys and relations alone would take minutes. */
    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void relationsNamesAndPlansAreFoundWithoutALookAtAllKeys() {
        KeyGraph catalog = catalog();
        KeyGraph effective = new Relations(
                        catalog, new SearchPath(List.of("s")), true, ReferentialAction.NO_ACTION)
                .apply(relations());
        assertThat(effective.keys()).hasSize(4 * TABLES - 1);

        CascadePlanner planner = new CascadePlanner(effective, Strategy.AUTO, false);
        for (int i = 0; i < TABLES; i++) {
            List<Table> found = effective.candidates(new QualifiedName(List.of(new Name("T" + i, false))));
            assertThat(found).hasSize(1);
            assertThat(planner.plan(found.get(0).name())).isPresent();
        }
    }

    /** Each table references the next one twice, in a ring. */
    private static KeyGraph catalog() {
        List<Table> tables = new ArrayList<>();
        List<ForeignKey> keys = new ArrayList<>();
        for (int i = 0; i < TABLES; i++) {
            List<Column> columns = new ArrayList<>();
            for (String name : List.of("id", "a", "b", "c", "d")) {
                columns.add(new Column(name, !name.equals("id"), null, null, null));
            }
            tables.add(new Table(name(i), 0, BigInteger.ZERO, columns, List.of("id"), List.of("id"), List.of(),
                    Table.Kind.ORDINARY, null, List.of(), false, List.of(), List.of()));
            for (String column : List.of("a", "b")) {
                keys.add(ForeignKey.pairing("k" + i + column, name(i), List.of(column), name(next(i)), List.of("id"))
                        .declared(ReferentialAction.SET_NULL)
                        .enforcement(ForeignKey.Enforcement.FULL)
                        .build());
            }
        }
        return new KeyGraph(tables, keys, CaseRule.INSENSITIVE, CaseRule.INSENSITIVE);
    }

    private static TableName name(int table) {
        return new TableName("s", "t" + table);
    }

    private static int next(int table) {
        return (table + 1) % TABLES;
    }

    /** Two of each table's keys are virtual; of the last table, one is declared besides. */
    private static List<ForeignKeyDeclaration> relations() {
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < TABLES; i++) {
            String columnOfLast = i == TABLES - 1 ? "a" : "c";
            for (String column : List.of(columnOfLast, "d")) {
                script.append("ALTER TABLE t").append(i).append(" ADD FOREIGN KEY (").append(column)
                        .append(") REFERENCES t").append(next(i)).append(" (id) ON DELETE SET NULL;\n");
            }
        }
        return ForeignKeyScript.parse(script.toString(), "relations", Lexis.SQLITE);
    }
}

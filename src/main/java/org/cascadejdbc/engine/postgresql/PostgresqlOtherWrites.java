package org.cascadejdbc.engine.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.Name;
import org.cascadejdbc.sql.OtherWrites;
import org.cascadejdbc.sql.QualifiedName;

/**
 * Refuses a statement that writes, beside its DELETE, to a table of the cascade. All parts of a statement see the rows
 * as they were before it: a cascade inside of it would miss a row that another part inserts or changes, and two parts
 * cannot both change a row. A native key acts afterwards, and sees it all.
 */
final class PostgresqlOtherWrites {
    private PostgresqlOtherWrites() {}

    static void refuse(CascadePlan plan, KeyGraph graph, DeleteStatement delete) {
        List<TableName> referencing = new ArrayList<>();
        List.of(plan.cascades(), plan.updates(), plan.checks())
                .forEach(keys -> keys.stream().map(ForeignKey::referencing).forEach(referencing::add));
        if (delete.merge() != null && referencing.contains(plan.target().name())
                && delete.merge().matches("(?is).*\\b(?:insert|update)\\b.*")) {
            throw new PlanRefusedException("MERGE INTO " + plan.target() + " that not only deletes cannot be "
                    + "carried out, since the table references deleted rows, and the rows that MERGE writes would not "
                    + "be seen; delete with a statement of its own");
        }
        List<TableName> cascade = new ArrayList<>(referencing);
        plan.closure().forEach(component -> component.tables().forEach(table -> cascade.add(table.name())));
        for (Name written : writtenBeside(delete)) {
            for (Table table : graph.candidates(new QualifiedName(List.of(written)))) {
                boolean concerned = table.kind() == Table.Kind.VIEW || cascade.stream().anyMatch(one ->
                        graph.isPartOf(table.name(), one) || graph.isPartOf(one, table.name()));
                if (concerned) {
                    throw new PlanRefusedException("DELETE FROM " + plan.target() + " in a statement that also "
                            + "writes to " + table + ", to which its cascade may write, cannot be carried out; make them two "
                            + "statements, in one transaction");
                }
            }
        }
    }

    private static Set<Name> writtenBeside(DeleteStatement delete) {
        String before = delete.with() == null ? null : delete.with().queries();
        Set<Name> written = OtherWrites.tables(Lexis.POSTGRESQL, before);
        if (delete.embedding() != null) {
            written.addAll(OtherWrites.tables(Lexis.POSTGRESQL, delete.embedding().laterQueries()));
            written.addAll(OtherWrites.tables(Lexis.POSTGRESQL, delete.embedding().main()));
        }
        return written;
    }
}

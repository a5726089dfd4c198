package org.cascadejdbc;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.cascadejdbc.sql.ForeignKeyDeclaration;
import org.cascadejdbc.sql.Name;
import org.cascadejdbc.sql.QualifiedName;

/**
 * A foreign key that is being declared: {@code foreignKey("orders", "customer_id").references("customer",
 * "id").onDelete(CASCADE)}. Names are as in SQL: without quotes in any case, or in double quotes exactly so; a dot
 * separates the schema.
 */
public final class ForeignKeyBuilder {
    private final CascadeDataSourceBuilder builder;
    private final QualifiedName table;
    private final List<Name> columns;

    ForeignKeyBuilder(CascadeDataSourceBuilder builder, String table, String... columns) {
        this.builder = builder;
        this.table = Names.qualified(table);
        this.columns = names(columns);
        if (this.columns.isEmpty()) {
            throw new IllegalArgumentException("The foreign key of " + table + " has no columns");
        }
    }

    /** The table that it references, and the columns there; without columns its primary key. */
    public References references(String referencedTable, String... referencedColumns) {
        List<Name> names = names(referencedColumns);
        if (!names.isEmpty() && names.size() != columns.size()) {
            throw new IllegalArgumentException("The foreign key of " + table + " has " + columns.size()
                    + " column(s) but references " + names.size() + " of " + referencedTable);
        }
        return new References(Names.qualified(referencedTable), names);
    }

    private static List<Name> names(String... names) {
        return Stream.of(names).map(Names::simple).toList();
    }

    @Override
    public String toString() {
        return "foreign key of " + table + " " + columns;
    }

    /** A foreign key whose rule is still to be said. */
    public final class References {
        private final QualifiedName referencedTable;
        private final List<Name> referencedColumns;

        private References(QualifiedName referencedTable, List<Name> referencedColumns) {
            this.referencedTable = referencedTable;
            this.referencedColumns = referencedColumns;
        }

        /** What happens to the referencing rows; this completes the foreign key. */
        public CascadeDataSourceBuilder onDelete(DeleteRule rule) {
            Objects.requireNonNull(rule, "rule");
            return builder.declared(
                    new ForeignKeyDeclaration(
                            null,
                            table,
                            columns,
                            referencedTable,
                            referencedColumns,
                            rule.action().sql(),
                            List.of(),
                            false,
                            false,
                            "builder"));
        }
    }
}

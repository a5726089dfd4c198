package org.cascadejdbc.physical;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.QualifiedName;

/**
 * What a decision about a DELETE was made on. It may be true no more when the DELETE is executed: other processes change
 * the schema, a function changes the search path. So the database itself says whether it still is, in the very statement
 * that acts on it; what is cached is a guess that is always checked, never a fact. Immutable.
 *
 * @param targets the names of the DELETE's tables, and what they meant
 * @param sessionContext what was read on the connection
 * @param tables those whose definitions and keys it depends on
 */
public record PlanGuard(List<Target> targets, SessionContext sessionContext, List<Table> tables) {
    /**
     * A name and what it meant.
     *
     * @param table empty where it was no table of the catalog
     */
    public record Target(QualifiedName name, Optional<Table> table) {}

    public PlanGuard {
        targets = List.copyOf(targets);
        tables = List.copyOf(tables);
    }

    /** The sum of the tables' stamps. */
    public BigInteger stamp() {
        return tables.stream().map(Table::stamp).reduce(BigInteger.ZERO, BigInteger::add);
    }
}

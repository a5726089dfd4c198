package org.cascadejdbc.engine.mysql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cascadejdbc.engine.freezing.KeyRules;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/** The keys of a plan on MySQL: how they compare, and what of their tables and columns must be sure. */
final class MysqlKeys implements KeyRules {
    private final CascadePlan plan;
    private final KeyGraph graph;

    MysqlKeys(CascadePlan plan, KeyGraph graph) {
        this.plan = plan;
        this.graph = graph;
    }

    /** Whether the key's columns of that number have the same value, {@code q} where it is referenced. */
    @Override
    public String equal(ForeignKey key, int i, String q, String r) {
        MysqlType parent = MysqlType.of(column(key.referenced(), key.referencedColumns().get(i)));
        MysqlType child = MysqlType.of(column(key.referencing(), key.columns().get(i)));
        MysqlType.difference(parent, child).ifPresent(difference -> {
            throw new PlanRefusedException("the key " + key + " cannot be carried out: " + difference
                    + "; give both columns the same type");
        });
        return MysqlType.equal(parent, q, child, r);
    }

    /** InnoDB checks every key for each row (manual: "FOREIGN KEY Constraints", "Referential Actions"). */
    @Override
    public boolean checkedRowByRow(ForeignKey key, Set<String> changed) {
        return true;
    }

    /**
     * InnoDB refuses to delete such a row (error 1451), unless the key is ON DELETE CASCADE. By itself it deletes a ring of such
     * rows, too; a server with {@code innodb_native_foreign_keys=OFF}, where they are only {@code CHECKED}, goes round and
     * round in it (error 6575), and so with a row that references itself by two keys.
     */
    @Override
    public boolean rowMayGoThatReferencesItself(ForeignKey key) {
        return isFollowedByServer(key)
                && graph.keysOf(key.referencing()).stream()
                        .noneMatch(other -> !other.equals(key)
                                && other.selfReference()
                                && isFollowedByServer(other)
                                && graph.releasable(other).isEmpty());
    }

    private static boolean isFollowedByServer(ForeignKey key) {
        return key.enforcement() == ForeignKey.Enforcement.CHECKED && key.declared() == ReferentialAction.CASCADE;
    }

    private Column column(TableName table, String name) {
        return graph.table(table).column(name).orElseThrow();
    }

    /** The columns that are compared by the numbers of their names. */
    Map<TableName, List<Column>> named() {
        Map<TableName, List<Column>> named = new LinkedHashMap<>();
        Stream.of(plan.cascades(), plan.updates(), plan.checks()).flatMap(List::stream).forEach(key -> {
            addNamed(key.referencing(), key.columns(), named);
            addNamed(key.referenced(), key.referencedColumns(), named);
        });
        return named;
    }

    private void addNamed(TableName table, List<String> columns, Map<TableName, List<Column>> named) {
        graph.table(table).columns(columns).stream()
                .filter(column -> MysqlType.of(column).isNamed())
                .filter(column -> !named.getOrDefault(table, List.of()).contains(column))
                .forEach(column -> named.computeIfAbsent(table, t -> new ArrayList<>()).add(column));
    }

    /**
     * The tables of which not every statement has rows twice: those without anything that identifies their rows, and those
     * that are only looked at. A temporary table of such a name would be taken for them, but cannot be opened twice
     * (error 1137).
     *
     * @param identified the tables whose rows are written down
     */
    Set<TableName> opened(Collection<Table> identified) {
        Set<TableName> opened = new LinkedHashSet<>();
        Stream.of(plan.cascades(), plan.updates(), plan.checks())
                .flatMap(List::stream)
                .forEach(key -> opened.add(key.referencing()));
        Stream.of(plan.newReferences(), plan.lostReferences()).flatMap(List::stream).forEach(effect -> {
            opened.add(effect.key().referencing());
            opened.add(effect.key().referenced());
        });
        identified.forEach(table -> opened.remove(table.name()));
        return opened;
    }
}

package org.cascadejdbc.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/**
 * The ways along a plan's CASCADE keys from its target, where there are few: each row to go is found by joins along one
 * of them. Immutable.
 *
 * @param all every way, the one of no key first, and each after those that it goes on from
 */
public record KeyPaths(List<List<ForeignKey>> all) {
    public KeyPaths {
        all = List.copyOf(all);
    }

    /**
     * The ways of a plan with one target; empty if it has rings, or more ways than {@code most}: they multiply where keys
     * part and meet again.
     */
    public static Optional<KeyPaths> of(CascadePlan plan, int most) {
        if (plan.closure().stream().anyMatch(CascadePlan.Component::cyclic)) {
            return Optional.empty();
        }
        List<List<ForeignKey>> paths = new ArrayList<>();
        paths.add(List.of());
        for (int i = 0; i < paths.size(); i++) {
            List<ForeignKey> path = paths.get(i);
            for (ForeignKey key : leavingFrom(end(path, plan.target()), plan)) {
                if (paths.size() == most) {
                    return Optional.empty();
                }
                List<ForeignKey> longer = new ArrayList<>(path);
                longer.add(key);
                paths.add(List.copyOf(longer));
            }
        }
        return Optional.of(new KeyPaths(paths));
    }

    private static List<ForeignKey> leavingFrom(TableName referenced, CascadePlan plan) {
        return plan.cascades().stream().filter(key -> key.referenced().equals(referenced)).toList();
    }

    private static TableName end(List<ForeignKey> path, Table target) {
        return path.isEmpty() ? target.name() : path.get(path.size() - 1).referencing();
    }

    /** Those that lead to that table, which is not the target. */
    public List<List<ForeignKey>> to(Table table) {
        return all.stream()
                .filter(path -> !path.isEmpty() && path.get(path.size() - 1).referencing().equals(table.name()))
                .toList();
    }

    /** Those that no other one goes on from: together they pass everywhere. */
    public List<List<ForeignKey>> longest() {
        return all.stream()
                .filter(path -> all.stream()
                        .noneMatch(other -> other.size() == path.size() + 1 && other.subList(0, path.size()).equals(path)))
                .toList();
    }
}

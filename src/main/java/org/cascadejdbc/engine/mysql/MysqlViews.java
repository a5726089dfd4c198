package org.cascadejdbc.engine.mysql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadejdbc.engine.CatalogBuilder;
import org.cascadejdbc.schema.Stranger;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/**
 * With whose rights functions of a view run, on MySQL: with those of its DEFINER, or, with SQL SECURITY INVOKER, of whoever reads it
 * (manual: "Stored Object Access Control"). So whoever has made such a view is a {@link Stranger}, unless it is this user. Of a
 * view whose definition this user may not see it is nobody knows who.
 */
final class MysqlViews {
    /** Schema and name of each view that the user may see, whether with INVOKER, and who made it. */
    static final String SECURITY = "SELECT TABLE_SCHEMA AS vs, TABLE_NAME AS v, SECURITY_TYPE AS security, DEFINER AS definer"
            + " FROM information_schema.VIEWS WHERE TABLE_SCHEMA" + MysqlCatalog.OWN;

    private final String user;
    private final Map<TableName, Stranger> strangers = new HashMap<>();
    private final Set<TableName> known = new HashSet<>();

    /** @param user {@code CURRENT_USER()} */
    MysqlViews(String user) {
        this.user = user;
    }

    void read(TableName view, String security, String definer) {
        known.add(view);
        if (!security.equals("DEFINER") && !definer.equals(user)) {
            strangers.put(view, stranger(definer, "the view " + view + " has SQL SECURITY INVOKER and was made by " + definer,
                    "make it one with SQL SECURITY DEFINER"));
        }
    }

    private static Stranger stranger(String role, String why, String wayOut) {
        return new Stranger(role, why, wayOut + ", take the relation that names it out", true, true, null);
    }

    /** Says it of each view, also by what is under it. */
    void tell(CatalogBuilder tables) {
        for (CatalogBuilder.Draft view : tables.drafts()) {
            if (view.kind() == Table.Kind.VIEW) {
                view.strangers.addAll(of(view, tables));
            }
        }
    }

    private List<Stranger> of(CatalogBuilder.Draft view, CatalogBuilder tables) {
        List<Stranger> found = new ArrayList<>();
        Set<TableName> seen = new HashSet<>(Set.of(view.name));
        Deque<CatalogBuilder.Draft> open = new ArrayDeque<>(List.of(view));
        while (!open.isEmpty()) {
            CatalogBuilder.Draft next = open.remove();
            if (!known.contains(next.name)) {
                found.add(stranger("public", "this user may not see who has made the view " + next.name,
                        "GRANT SHOW VIEW ON it"));
            } else if (strangers.containsKey(next.name)) {
                found.add(strangers.get(next.name));
            }
            next.under.stream().map(tables::find).filter(under -> under.kind() == Table.Kind.VIEW && seen.add(under.name)).forEach(open::add);
        }
        return found;
    }
}

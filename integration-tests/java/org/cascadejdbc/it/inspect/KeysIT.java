package org.cascadejdbc.it.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.NO_ACTION;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.ForeignKeyInfo;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Key;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;

/** What {@link CascadeDataSource#keys} tells: each key, its declared rule and the one that holds, and who carries it out. */
class KeysIT {
    private static final Scenario SHOP = Scenario.named("shop")
            .table("customer", "id int primary key", "(1)")
            .table("orders", "id int primary key, customer_id int", "(1,1)")
            .table("item", "id int primary key, order_id int, replaces int", "(1,1,null)")
            .table("note", "id int primary key, item_id int", "(1,1)")
            .key("orders(customer_id)", CASCADE, "customer(id)")
            .key("item(order_id)", NO_ACTION, "orders(id)");

    private static final List<Key> RELATIONS = Scenario.named("relations")
            .key("item(order_id)", CASCADE, "orders(id)")
            .key("note(item_id)", SET_NULL, "item(id)")
            .keys();

    private static List<ForeignKeyInfo> keys(Database database, Map<String, String> options) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema.build(SHOP, space, Schema.Keys.AS_WANTED);
            space.run("CREATE INDEX note_item ON note (item_id)");
            var ours = (CascadeDataSource) Ours.withRelations(space.dataSource(), options, RELATIONS);
            return ours.keys().stream()
                    .filter(key -> isOfShop(key, space))
                    .toList();
        }
    }

    /** Servers have other schemas beside. */
    private static boolean isOfShop(ForeignKeyInfo key, Space space) {
        String schema = key.referencingTable().substring(0, key.referencingTable().indexOf('.'));
        return space.database() == Database.SQLITE || space.url().contains(schema);
    }

    private static ForeignKeyInfo of(List<ForeignKeyInfo> keys, String table) {
        return keys.stream()
                .filter(key -> key.referencingTable().endsWith("." + table))
                .findFirst()
                .orElseThrow();
    }

    @OnDatabases(h2Lower = true)
    void tellsWhoCarriesOutWhichRule(Database database) throws SQLException {
        List<ForeignKeyInfo> keys = keys(database, Map.of());

        assertThat(keys).hasSize(3);
        ForeignKeyInfo orders = of(keys, "orders");
        assertThat(orders.columns()).containsExactly("customer_id");
        assertThat(orders.referencedTable()).endsWith(".customer");
        assertThat(orders.referencedColumns()).containsExactly("id");
        assertThat(orders.declaredRule()).isEqualTo(CASCADE);
        assertThat(orders.rule()).isEqualTo(CASCADE);
        assertThat(orders.carriedOutByDatabase()).isTrue();
        assertThat(orders.enforced()).isTrue();
        assertThat(orders.indexed()).isEqualTo(database.isMySql() || database.isH2()); // which make one of their own accord
        ForeignKeyInfo item = of(keys, "item");
        assertThat(item.declaredRule()).isEqualTo(NO_ACTION);
        assertThat(item.rule()).isEqualTo(CASCADE);
        assertThat(item.carriedOutByDatabase()).isFalse();
        ForeignKeyInfo note = of(keys, "note");
        assertThat(note.declaredRule()).isNull();
        assertThat(note.rule()).isEqualTo(SET_NULL);
        assertThat(note.enforced()).isFalse();
        assertThat(note.indexed()).isTrue();
    }

    @OnDatabases(h2Lower = true)
    void underEmulateNothingThatActsIsTheDatabases(Database database) throws SQLException {
        assertThat(keys(database, Map.of("cascade.strategy", "emulate")))
                .hasSize(3)
                .noneMatch(ForeignKeyInfo::carriedOutByDatabase);
    }
}

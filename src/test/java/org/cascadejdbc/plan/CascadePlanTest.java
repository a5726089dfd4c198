package org.cascadejdbc.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.cascadejdbc.schema.Graphs;
import org.junit.jupiter.api.Test;

/** How a plan reads. */
class CascadePlanTest {
    private static CascadePlan plan(Graphs graphs, String target) {
        return new CascadePlanner(graphs.build(), Strategy.AUTO, false).plan(Graphs.name(target)).orElseThrow();
    }

    @Test
    void aChainWithAllRules() {
        CascadePlan plan = plan(
                Graphs.graph()
                        .table("customer(id*)")
                        .table("orders(id*, customer_id?)")
                        .table("item(id*, orders_id?)")
                        .table("note(id*, orders_id?, customer_id?, invoice_id?)")
                        .table("invoice(id*, orders_id?)")
                        .nativeKey("orders(customer_id) -> customer(id) CASCADE")
                        .virtualKey("item(orders_id) -> orders(id) CASCADE")
                        .virtualKey("note(orders_id) -> orders(id) SET NULL")
                        .ignoredKey("note(customer_id) -> customer(id) SET DEFAULT")
                        .virtualKey("invoice(orders_id) -> orders(id) RESTRICT"),
                "customer");

        assertThat(plan).hasToString("""
                DELETE FROM shop.customer
                  deletes, in this order: shop.item, shop.orders, shop.customer
                    from shop.customer what the DELETE matches
                    from shop.orders what references deleted rows by
                      orders_customer_id: shop.orders(customer_id) -> shop.customer(id) ON DELETE CASCADE
                    from shop.item what references deleted rows by
                      item_orders_id: shop.item(orders_id) -> shop.orders(id) ON DELETE CASCADE (virtual)
                  sets the default in rows that stay, by
                    note_customer_id: shop.note(customer_id) -> shop.customer(id) ON DELETE SET DEFAULT
                  sets NULL in rows that stay, by
                    note_orders_id: shop.note(orders_id) -> shop.orders(id) ON DELETE SET NULL (virtual)
                  is refused if a row that stays references a deleted row by
                    invoice_orders_id: shop.invoice(orders_id) -> shop.orders(id) ON DELETE RESTRICT (virtual)""");
    }

    @Test
    void aSelfReferenceAlone() {
        CascadePlan plan = plan(
                Graphs.graph().table("team(id*, parent_id)").virtualKey("team(parent_id) -> team(id) CASCADE"), "team");

        assertThat(plan).hasToString("""
                DELETE FROM shop.team
                  deletes, in this order: shop.team
                    from shop.team what the DELETE matches
                    from shop.team what references deleted rows by
                      team_parent_id: shop.team(parent_id) -> shop.team(id) ON DELETE CASCADE (virtual)
                    and again for what shop.team loses thereby, until no row is left""");
    }

    @Test
    void aSelfReferenceAndARing() {
        CascadePlan plan = plan(
                Graphs.graph()
                        .table("team(id*, parent_id?, head_id?)")
                        .table("person(id*, team_id?)")
                        .checkedKey("team(parent_id) -> team(id) CASCADE")
                        .checkedKey("person(team_id) -> team(id) CASCADE")
                        .checkedKey("team(head_id) -> person(id) CASCADE"),
                "team");

        assertThat(plan).hasToString("""
                DELETE FROM shop.team
                  deletes, in this order: shop.team, shop.person
                    from shop.team what the DELETE matches
                    from shop.team what references deleted rows by
                      team_parent_id: shop.team(parent_id) -> shop.team(id) ON DELETE CASCADE
                      team_head_id: shop.team(head_id) -> shop.person(id) ON DELETE CASCADE
                    from shop.person what references deleted rows by
                      person_team_id: shop.person(team_id) -> shop.team(id) ON DELETE CASCADE
                    and again for what shop.team, shop.person lose thereby, until no row is left
                  first takes apart the deleted rows, where the database checks row by row, by
                    team_parent_id: shop.team(parent_id) -> shop.team(id) ON DELETE CASCADE
                    person_team_id: shop.person(team_id) -> shop.team(id) ON DELETE CASCADE""");
    }
}

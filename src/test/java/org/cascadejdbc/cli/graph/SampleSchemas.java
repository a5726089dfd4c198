package org.cascadejdbc.cli.graph;

import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.NO_ACTION;
import static org.cascadejdbc.DeleteRule.RESTRICT;
import static org.cascadejdbc.DeleteRule.SET_DEFAULT;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.ForeignKeyInfo;

/** Keys to be drawn. */
public final class SampleSchemas {
    private static final List<String> WORDS = List.of("customer", "order", "line", "item", "price", "stock", "tax",
            "user", "role", "audit", "note", "address", "country", "payment", "refund", "shipment", "label", "tag");

    private SampleSchemas() {}

    /**
     * The music shop of the Chinook sample database with rules as a shop may want them, among them each that there is,
     * carried out by either side.
     */
    public static List<ForeignKeyInfo> chinook() {
        return List.of(
                key("Album", "ArtistId", "Artist", CASCADE),
                key("Track", "AlbumId", "Album", CASCADE),
                of("Track", "GenreId", "Genre", SET_NULL, SET_NULL, true, true, false),
                key("Track", "MediaTypeId", "MediaType", RESTRICT),
                of("InvoiceLine", "TrackId", "Track", NO_ACTION, NO_ACTION, true, true, false),
                of("InvoiceLine", "InvoiceId", "Invoice", NO_ACTION, CASCADE, false, true, true),
                of("Invoice", "CustomerId", "Customer", NO_ACTION, CASCADE, false, true, true),
                key("Customer", "SupportRepId", "Employee", SET_NULL),
                key("Employee", "ReportsTo", "Employee", SET_DEFAULT),
                of("PlaylistTrack", "TrackId", "Track", null, CASCADE, false, false, true),
                of("PlaylistTrack", "PlaylistId", "Playlist", null, CASCADE, false, false, true));
    }

    /** A schema like those that have grown: most keys lead to tables that are near, some to a hub, few close cycles. */
    public static List<ForeignKeyInfo> grown(int tables, long seed) {
        Random random = new Random(seed);
        DeleteRule[] rules = {CASCADE, CASCADE, CASCADE, SET_NULL, NO_ACTION, NO_ACTION, RESTRICT, SET_DEFAULT};
        List<ForeignKeyInfo> keys = new ArrayList<>();
        for (int table = 1; table < tables; table++) {
            int count = 1 + (random.nextInt(3) == 0 ? 1 : 0) + (random.nextInt(6) == 0 ? 2 : 0);
            for (int i = 0; i < count; i++) {
                int referenced = switch (random.nextInt(12)) {
                    case 0, 1, 2 -> random.nextInt(Math.min(table, 4));
                    case 3 -> random.nextInt(tables);
                    default -> Math.max(0, table - 1 - random.nextInt(9));
                };
                DeleteRule rule = rules[random.nextInt(rules.length)];
                boolean byDatabase = random.nextInt(4) != 0;
                keys.add(of(name(table), name(referenced) + "_id" + (i == 0 ? "" : i), name(referenced),
                        byDatabase ? rule : NO_ACTION, rule, byDatabase, random.nextInt(8) != 0,
                        random.nextInt(5) != 0));
            }
        }
        return keys;
    }

    private static String name(int table) {
        return WORDS.get(table % WORDS.size()) + "_" + WORDS.get(table / WORDS.size() % WORDS.size())
                + (table < WORDS.size() * WORDS.size() ? "" : "_" + table);
    }

    public static ForeignKeyInfo key(String referencing, String column, String referenced, DeleteRule rule) {
        return of(referencing, column, referenced, rule, rule, true, true, true);
    }

    private static ForeignKeyInfo of(String referencing, String column, String referenced, DeleteRule declared,
            DeleteRule rule, boolean byDatabase, boolean enforced, boolean indexed) {
        return new ForeignKeyInfo(referencing + "_" + column, "main." + referencing, List.of(column),
                "main." + referenced, List.of("id"), declared, rule, byDatabase, enforced, indexed, null);
    }
}

package org.cascadejdbc.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.Engines;
import org.cascadejdbc.engine.Product;
import org.cascadejdbc.text.Shown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets nobody in but databases that are known to work: those that are too old, and those that only speak the language of
 * one, are told apart when a connection is opened. Thread-safe.
 */
final class DatabaseGate {
    private static final Logger LOG = LoggerFactory.getLogger("org.cascadejdbc");
    /** Of one DataSource: more than one where its servers are of several versions. */
    private static final int MOST = 20;

    private final Support support;
    private final AtomicBoolean warned = new AtomicBoolean();
    /** Those that the server itself has confirmed. */
    private final Cache<Product, Engine> confirmed =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    DatabaseGate(Support support) {
        this.support = support;
    }

    /**
     * The engine of that connection; empty where its database is none that we know, and every statement is to pass.
     *
     * @throws SQLFeatureNotSupportedException if it is to be refused
     */
    Optional<Engine> open(Connection connection) throws SQLException {
        Product product = Product.of(connection);
        if (support.engine() != null) {
            refuseKnown(product);
            if (warned.compareAndSet(false, true)) {
                LOG.warn("cascade.engine={}: {} is taken for it because somebody insists; nothing is known of how cascades work there",
                        support.engine(), Shown.text(product.toString()));
            }
            return Optional.of(Engines.named(support.engine(), product));
        }
        try {
            Engine known = confirmed.getIfPresent(product);
            if (known != null) {
                return Optional.of(known);
            }
            Engine engine = Engines.of(product);
            // Asking would begin a transaction, which is the application's to begin: so it is asked with the catalog.
            if (connection.getAutoCommit()) {
                confirm(connection, product, engine);
            }
            return Optional.of(engine);
        } catch (SQLFeatureNotSupportedException e) {
            if (!support.passes()) {
                throw e;
            }
            if (warned.compareAndSet(false, true)) {
                LOG.warn("cascade.unsupported=pass: nothing cascades by cascade-jdbc, every statement passes as it is: {}",
                        Shown.text(e.getMessage()));
            }
            return Optional.empty();
        }
    }

    /** What is certainly one of those that we know is not to be taken for another. */
    private void refuseKnown(Product product) throws SQLException {
        Optional<String> known = Engines.claiming(product);
        if (known.isPresent() && !known.get().equals(support.engine())) {
            throw new SQLFeatureNotSupportedException(Shown.text("cascade.engine=" + support.engine() + ", but this is " + product
                    + "; leave the option out, or say " + known.get()), "0A000");
        }
    }

    /** Before anything is decided about a database that has not been asked yet. */
    void confirm(Connection connection, Engine engine) throws SQLException {
        Product product = Product.of(connection);
        if (support.engine() == null && confirmed.getIfPresent(product) == null) {
            confirm(connection, product, engine);
        }
    }

    private void confirm(Connection connection, Product product, Engine engine) throws SQLException {
        Engines.confirm(connection, product);
        confirmed.put(product, engine);
    }
}

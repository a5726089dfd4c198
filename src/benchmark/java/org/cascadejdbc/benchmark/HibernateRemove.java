package org.cascadejdbc.benchmark;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cascadejdbc.it.support.RunningServers;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/**
 * Hibernate's {@code CascadeType.REMOVE}: a session of its own for each delete, {@code remove} of what was found, and a
 * flush. JDBC batches are on, which they are not by default.
 */
final class HibernateRemove implements Contender {
    /** A factory takes a second, and is the same for all cells of a shape. */
    private static final Map<String, SessionFactory> FACTORIES = new ConcurrentHashMap<>();

    private final Connection connection;
    private final SessionFactory factory;
    private final Class<?> root;
    private final String query;
    private Session session;

    HibernateRemove(Connection connection, Fixture fixture) {
        List<Class<?>> entities = switch (fixture.shape().name()) {
            case "S1", "S2" -> Entities.FAMILY;
            case "S3" -> Entities.DIAMOND;
            case "S5" -> ChainEntities.ALL;
            default -> throw new IllegalArgumentException(fixture.shape().name());
        };
        this.connection = connection;
        this.root = entities.get(0);
        this.factory = FACTORIES.computeIfAbsent(
                fixture.engine() + root.getName(), key -> factory(fixture, entities));
        String column = fixture.shape().column();
        this.query = column.equals("id") ? null : "from " + root.getName() + " r where r." + column + " = :target";
    }

    private static SessionFactory factory(Fixture fixture, List<Class<?>> entities) {
        Configuration configuration = new Configuration()
                .setProperty("hibernate.jdbc.batch_size", "50");
        if (fixture.engine() == Engine.SQLITE) {
            configuration.setProperty("hibernate.dialect", "org.hibernate.community.dialect.SQLiteDialect");
        }
        // asked once what the driver can do: otherwise there are no batches
        configuration.getProperties().put("hibernate.connection.datasource", RunningServers.dataSource(fixture.url()));
        entities.forEach(configuration::addAnnotatedClass);
        return configuration.buildSessionFactory();
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public void delete(int target) {
        session = factory.withOptions().connection(connection).openSession();
        session.beginTransaction();
        if (query == null) {
            session.remove(session.find(root, target));
        } else {
            session.createSelectionQuery(query, root)
                    .setParameter("target", target)
                    .getResultList()
                    .forEach(session::remove);
        }
        session.flush();
    }

    @Override
    public void commit() {
        session.getTransaction().commit();
        session.close();
    }

    @Override
    public void rollback() {
        session.getTransaction().rollback();
        session.close();
    }
}

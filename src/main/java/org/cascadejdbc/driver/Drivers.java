package org.cascadejdbc.driver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The one list of the drivers whose behaviour is known: a new one is a line here. */
public final class Drivers {
    public static final DriverBehaviour PGJDBC = new PgjdbcBehaviour();
    public static final DriverBehaviour CONNECTOR_J = new ConnectorJBehaviour();
    public static final DriverBehaviour MARIADB_JAVA = new MariaDbJavaBehaviour();
    public static final DriverBehaviour XERIAL = new XerialBehaviour();

    public static final DriverBehaviour H2 = new H2Behaviour();

    public static final DriverBehaviour HSQLDB = new HsqldbBehaviour();

    private static final List<DriverBehaviour> ALL = List.of(PGJDBC, CONNECTOR_J, MARIADB_JAVA, XERIAL, H2, HSQLDB);

    private Drivers() {}

    /**
     * The behaviour of a connection's driver, by its class.
     *
     * @param usual the one that is asked first, and that another driver is supposed to behave like
     */
    public static DriverBehaviour of(Connection connection, DriverBehaviour usual) throws SQLException {
        if (usual.isOf(connection)) {
            return usual;
        }
        for (DriverBehaviour each : ALL) {
            if (each.isOf(connection)) {
                return each;
            }
        }
        return usual;
    }
}

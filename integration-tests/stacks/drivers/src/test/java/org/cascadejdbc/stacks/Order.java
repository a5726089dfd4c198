package org.cascadejdbc.stacks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Who stands around whom. */
enum Order {
    TOOL_AROUND_US_BY_URL(true, true) {
        @Override
        DataSource open(Tool tool) {
            return pool("jdbc:" + tool.around(withoutJdbc(Shop.cascadeUrl())));
        }
    },
    US_AROUND_TOOL_BY_URL(false, true) {
        @Override
        DataSource open(Tool tool) {
            return pool("jdbc:cascade:" + tool.around(withoutJdbc(Shop.url())) + "&cascade.relations=" + Shop.RELATIONS);
        }
    },
    TOOL_AROUND_US(true, false) {
        @Override
        DataSource open(Tool tool) {
            return tool.around(ours(plain()));
        }
    },
    US_AROUND_TOOL(false, false) {
        @Override
        DataSource open(Tool tool) {
            return ours(tool.around(plain()));
        }
    };

    private final boolean toolOutside;
    private final boolean byUrl;

    Order(boolean toolOutside, boolean byUrl) {
        this.toolOutside = toolOutside;
        this.byUrl = byUrl;
    }

    boolean isToolOutside() {
        return toolOutside;
    }

    boolean isPossible(Tool tool) {
        return !byUrl || tool != Tool.DATASOURCE_PROXY; // has no driver
    }

    abstract DataSource open(Tool tool);

    static DataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("postgres");
        config.setMaximumPoolSize(1);
        return new HikariDataSource(config);
    }

    static DataSource plain() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(Shop.url());
        return dataSource;
    }

    private static DataSource ours(DataSource dataSource) {
        return CascadeDataSource.builder(dataSource).relations(Shop.RELATIONS).build();
    }

    private static String withoutJdbc(String url) {
        return url.substring("jdbc:".length());
    }
}

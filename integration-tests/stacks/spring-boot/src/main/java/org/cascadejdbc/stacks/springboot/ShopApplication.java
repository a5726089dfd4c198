package org.cascadejdbc.stacks.springboot;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Knows nothing of cascade-jdbc; application.properties do. */
@SpringBootApplication
public class ShopApplication {}

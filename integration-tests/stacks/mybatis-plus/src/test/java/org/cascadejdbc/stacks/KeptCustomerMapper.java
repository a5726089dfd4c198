package org.cascadejdbc.stacks;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;

public interface KeptCustomerMapper extends BaseMapper<KeptCustomer> {}

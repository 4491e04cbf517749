-- Suspended and ended contracts in the order of their balances, of which the index of all balances passes most others first.
create index contract_suspended_balance on contract (balance, id) where status = 'suspended';
create index contract_terminated_balance on contract (balance, id) where status = 'terminated';

namespace RocksDbSharp;

public class DbOptions : Options<DbOptions>;

namespace RocksDbSharp;

public class ColumnFamilyOptions : Options<ColumnFamilyOptions>;

using Ledger.Schema;

namespace Ledger.Contracts.Tests;

public sealed class StorageKeysDocumentTests
{
    [Fact]
    public void The_document_lists_exactly_the_tables()
    {
        var listed = File.ReadLines(Repository.PathOf("docs/spec/storage-keys.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1])
            .Order(StringComparer.Ordinal);
        Assert.Equal(LedgerTables.Names.Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public void Every_declared_table_is_known()
    {
        var declared = typeof(LedgerTables).Assembly.GetTypes()
            .SelectMany(type => type.GetProperties(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public))
            .Where(
                property => property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(StateTable<>))
            .Select(property => (string)property.PropertyType.GetProperty("Name")!.GetValue(property.GetValue(null))!)
            .Append(BusinessKeys.TableName)
            .Append(LandedTransactions.TableName)
            .Append(TimePoint.TableName)
            .Order(StringComparer.Ordinal);
        Assert.Equal(declared, LedgerTables.Names.Order(StringComparer.Ordinal));
    }
}

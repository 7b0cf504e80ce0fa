using System.Data.Common;
using DuckDB.NET.Data;

namespace Ledger.Audit.Sql;

/// <summary>Connections to files of DuckDB, with the engine's faults as those of a disk where they are.</summary>
internal static class DuckFile
{
    internal static DuckDBConnection Open(string place)
    {
        var connection = new DuckDBConnection(place);
        try
        {
            Guard(connection.Open);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    internal static void Do(DuckDBConnection connection, string sql) => Guard(() =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    });

    /// <summary>What this program itself does to its file fails for the disk alone.</summary>
    internal static void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (DbException e)
        {
            throw new IOException(e.Message, e);
        }
    }
}

using System.Data.Common;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Ledger.Protocol;

namespace Ledger.Audit.Sql;

/// <summary>
/// Asks an archive's database. One statement that reads is taken; the engine itself is locked so that none writes, reads a file, loads
/// anything or changes a setting. Not safe for use by several threads.
/// </summary>
public sealed class ArchiveQuery : IDisposable
{
    /// <summary>What the engine takes of memory for one question, in MB, before it refuses it.</summary>
    public const int MemoryMb = 256;

    private readonly DuckDBConnection _connection;
    private readonly string? _parquet;

    private ArchiveQuery(DuckDBConnection connection, string? parquet) => (_connection, _parquet) = (connection, parquet);

    /// <summary>Opens a database; null where the file is not there, or not of this layout, chain and height.</summary>
    /// <param name="path">The file that <see cref="ArchiveDatabase"/> made.</param>
    /// <param name="chainId">The chain that it must be of.</param>
    /// <param name="height">The height that it must reach.</param>
    /// <param name="parquet">The one file that <see cref="Export"/> may write; none where null.</param>
    public static ArchiveQuery? TryOpen(string path, Digest chainId, ulong height, string? parquet = null)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            parquet = parquet is null ? null : Path.GetFullPath(parquet);
            var query = new ArchiveQuery(OpenLocked(path, parquet), parquet);
            if (query.Is(chainId, height))
            {
                return query;
            }

            query.Dispose();
        }
        catch (IOException)
        {
            // No database, or one of another version of the engine: as if it were not there.
        }

        return null;
    }

    /// <summary>The answer's rows, as they come.</summary>
    /// <param name="sql">One statement that reads.</param>
    /// <param name="cancellationToken">Ends it, also within the engine.</param>
    /// <exception cref="SqlRefusedException">It is not that, or the engine refuses it.</exception>
    public SqlAnswer Ask(string sql, CancellationToken cancellationToken)
    {
        var command = _connection.CreateCommand();
        var cancelling = cancellationToken.Register(command.Cancel);
        try
        {
            command.UseStreamingMode = true;
            command.CommandText = AsSubquery(sql);
            return new SqlAnswer(command, command.ExecuteReader(), cancelling);
        }
        catch (DbException e)
        {
            cancelling.Dispose();
            command.Dispose();
            throw new SqlRefusedException(e.Message);
        }
        catch
        {
            cancelling.Dispose();
            command.Dispose();
            throw;
        }
    }

    /// <summary>Writes the answer to the Parquet file that was named when this was opened.</summary>
    /// <exception cref="SqlRefusedException">It is no statement that reads, or the engine refuses it.</exception>
    /// <exception cref="IOException">The file is there already, or the disk failed.</exception>
    /// <exception cref="InvalidOperationException">No file was named.</exception>
    public void Export(string sql, CancellationToken cancellationToken)
    {
        var path = _parquet ?? throw new InvalidOperationException("No Parquet file was named.");
        var answer = AsSubquery(sql);
        using (new FileStream(path, FileMode.CreateNew, FileAccess.Write))
        {
            // Nobody's file is overwritten.
        }

        try
        {
            using var command = _connection.CreateCommand();
            using var cancelling = cancellationToken.Register(command.Cancel);
            command.CommandText = $"COPY ({answer}) TO {Quoted(path)} (FORMAT parquet, USE_TMP_FILE false)";
            command.ExecuteNonQuery();
        }
        catch (Exception e)
        {
            File.Delete(path);
            if (e is DbException)
            {
                throw new SqlRefusedException(e.Message);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    // As a subquery a statement can only read: nothing else that SQL has is one. And it is one statement, for the engine would begin with
    // the first of several before it looks at the next.
    private string AsSubquery(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        var wrapped = $"SELECT * FROM (\n{sql.TrimEnd().TrimEnd(';')}\n)";
        var count = NativeMethods.ExtractStatements.DuckDBExtractStatements(_connection.NativeConnection, wrapped, out var statements);
        using (statements)
        {
            return count switch
            {
                1 => wrapped,
                0 => throw new SqlRefusedException(NativeMethods.ExtractStatements.DuckDBExtractStatementsError(statements)),
                _ => throw new SqlRefusedException($"There are {count} statements."),
            };
        }
    }

    /// <summary>A text as SQL writes it.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static DuckDBConnection OpenLocked(string path, string? writable)
    {
        var connection = DuckFile.Open($"Data Source={path};ACCESS_MODE=READ_ONLY");
        try
        {
            DuckFile.Do(connection, string.Join(
                "; ",
                "SET autoinstall_known_extensions=false",
                "SET autoload_known_extensions=false",
                "SET allow_community_extensions=false",
                "SET temp_directory=''",
                $"SET memory_limit='{MemoryMb}MB'",
                "SET TimeZone='Asia/Shanghai'",
                writable is null ? "SET allowed_paths=[]" : $"SET allowed_paths=[{Quoted(writable)}]",
                "SET enable_external_access=false",
                "SET lock_configuration=true"));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private bool Is(Digest chainId, ulong height)
    {
        try
        {
            using var command = _connection.CreateCommand();
            command.CommandText = "SELECT chain_id, layout, height FROM chain";
            using var row = command.ExecuteReader();
            return row.Read() && row.GetString(0) == $"{chainId}" && row.GetInt32(1) == ArchiveDatabase.Layout
                && Convert.ToUInt64(row.GetValue(2), System.Globalization.CultureInfo.InvariantCulture) == height;
        }
        catch (DbException)
        {
            return false;
        }
    }
}

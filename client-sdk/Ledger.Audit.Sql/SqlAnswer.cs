using System.Data.Common;

namespace Ledger.Audit.Sql;

/// <summary>The rows of an answer, read once from the first to the last.</summary>
public sealed class SqlAnswer : IDisposable
{
    private readonly DbCommand _command;
    private readonly DbDataReader _reader;
    private readonly IDisposable _cancelling;

    internal SqlAnswer(DbCommand command, DbDataReader reader, IDisposable cancelling)
    {
        (_command, _reader, _cancelling) = (command, reader, cancelling);
        Columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }

    /// <summary>The columns' names.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>
    /// Each row's values: text, numbers, <see cref="bool"/>, <see cref="DateTime"/> in UTC, <see cref="DateOnly"/>, lists, dictionaries;
    /// null where there is none.
    /// </summary>
    /// <exception cref="SqlRefusedException">The engine gave up, for want of memory or a value that cannot be.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<object?[]> Rows
    {
        get
        {
            while (Next() is { } row)
            {
                yield return row;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cancelling.Dispose();
        _reader.Dispose();
        _command.Dispose();
    }

    private object?[]? Next()
    {
        try
        {
            if (!_reader.Read())
            {
                return null;
            }

            var row = new object?[Columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = _reader.IsDBNull(i) ? null : _reader.GetValue(i);
            }

            return row;
        }
        catch (DbException e)
        {
            throw new SqlRefusedException(e.Message);
        }
    }
}

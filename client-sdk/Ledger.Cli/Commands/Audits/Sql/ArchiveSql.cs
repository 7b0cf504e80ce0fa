using System.Collections;
using System.CommandLine;
using System.Globalization;
using System.Numerics;
using Ledger.Audit.Sql;

namespace Ledger.Cli.Commands.Audits.Sql;

/// <summary>An archive's database for one command: made of what was verified, or kept from an earlier time.</summary>
internal sealed class ArchiveSql : IDisposable
{
    private readonly ArchiveQuery _query;
    private readonly string? _passing;

    private ArchiveSql(ArchiveQuery query, string? passing) => (_query, _passing) = (query, passing);

    internal static Option<string?> Database() => new("--database")
    {
        Description = "Keep the database in this file, and take it from there where it reaches the archive's end.",
        HelpName = "FILE",
    };

    /// <summary>Opens the archive's database.</summary>
    /// <param name="invocation">The command, with its genesis file.</param>
    /// <param name="folder">The archive.</param>
    /// <param name="database">The file to keep it in; one of this run's own where null.</param>
    /// <param name="parquet">The file that <see cref="Export"/> writes; none where null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CliException">The archive is not sound.</exception>
    internal static async Task<ArchiveSql> OpenAsync(
        Invocation invocation, string folder, string? database, string? parquet, CancellationToken cancellationToken)
    {
        var (genesis, height) = (invocation.Genesis, ArchiveRun.HeightOf(invocation, folder));
        if (database is not null && ArchiveQuery.TryOpen(database, genesis.ChainId, height, parquet) is { } kept)
        {
            return new ArchiveSql(kept, null);
        }

        var path = database ?? ArchiveRun.WorkFile(null);
        using (var making = new ArchiveDatabase(path, genesis, new ArchiveWords()))
        {
            var result = await ArchiveRun.ReadSoundAsync(invocation, folder, making.Add, cancellationToken);
            making.Finish(result.Head, result.HeadHash);
        }

        return ArchiveQuery.TryOpen(path, genesis.ChainId, height, parquet) is { } made
            ? new ArchiveSql(made, database is null ? path : null)
            : throw new IOException($"The database {path} was made, and cannot be opened.");
    }

    /// <summary>The answer's columns and its rows, as they come.</summary>
    /// <exception cref="CliException">It is no statement that reads, or the engine refuses it.</exception>
    internal (IReadOnlyList<string> Columns, IEnumerable<Document> Rows, IDisposable Answer) Ask(
        string sql, CancellationToken cancellationToken)
    {
        var answer = Guarded(() => _query.Ask(sql, cancellationToken));
        return (answer.Columns, RowsOf(answer), answer);
    }

    /// <summary>Writes the answer to the Parquet file.</summary>
    internal void Export(string sql, CancellationToken cancellationToken) => Guarded(() =>
    {
        _query.Export(sql, cancellationToken);
        return 0;
    });

    public void Dispose()
    {
        _query.Dispose();
        if (_passing is not null)
        {
            File.Delete(_passing);
        }
    }

    private static IEnumerable<Document> RowsOf(SqlAnswer answer)
    {
        using var rows = answer.Rows.GetEnumerator();
        while (Guarded(rows.MoveNext))
        {
            var document = new Document();
            for (var i = 0; i < rows.Current.Length; i++)
            {
                document[answer.Columns[i]] = DatumOf(answer.Columns[i], rows.Current[i]);
            }

            yield return document;
        }
    }

    private static T Guarded<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqlRefusedException e)
        {
            throw CliException.Usage(
                "The archive's database answers one statement that reads, such as SELECT, and refuses this one. " + e.Message,
                "归档数据库只回答一条只读语句（如 SELECT），此句未被接受。" + e.Message);
        }
    }

    private static Datum? DatumOf(string column, object? value) => value switch
    {
        null => null,
        bool flag => (bool?)flag,
        string text => text,
        DateTime time => Datum.Time(new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)).ToUnixTimeMilliseconds()),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        sbyte or byte or short or ushort or int or uint or long or ulong or BigInteger or Int128 => WholeNumber(column, value),
        float or double => Fraction(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        decimal number => new Datum.Number(number),
        IDictionary record => Record(record),
        Stream stream => Datum.Bytes(BytesOf(stream)),
        IEnumerable list => Datum.List(list.Cast<object?>().Select(item => DatumOf("", item))),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static Datum? WholeNumber(string column, object value)
    {
        var number = BigInteger.Parse(Convert.ToString(value, CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture);
        return FieldKinds.IsMoney(column) && number >= long.MinValue && number <= long.MaxValue ? Datum.Money((long)number)
            : number >= (BigInteger)Int128.MinValue && number <= (BigInteger)Int128.MaxValue ? new Datum.Wide((Int128)number)
            : number.ToString(CultureInfo.InvariantCulture);
    }

    private static Datum? Fraction(double number) => Math.Abs(number) < (double)decimal.MaxValue
        ? Datum.Fraction(number)
        : number.ToString("R", CultureInfo.InvariantCulture);

    private static Document Record(IDictionary record)
    {
        var document = new Document();
        foreach (DictionaryEntry field in record)
        {
            var name = Convert.ToString(field.Key, CultureInfo.InvariantCulture)!;
            document[name] = DatumOf(name, field.Value);
        }

        return document;
    }

    private static byte[] BytesOf(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}

namespace Ledger.Cli.Commands.Credentials.Import;

/// <summary>Counts the rows of an import, and keeps the first of their faults.</summary>
internal sealed class ImportTally
{
    private const int FaultsKeptMax = 1_000;

    private readonly List<ImportFault> _faults = [];

    /// <summary>Rows that were read, without the header.</summary>
    internal long Rows { get; private set; }

    /// <summary>Of them, those that cannot be recorded as they stand.</summary>
    internal long Faulty { get; private set; }

    /// <summary>Records whose codes need the registry's confirmation; they are recorded all the same.</summary>
    internal long Doubtful { get; private set; }

    /// <summary>Records that the chain has taken, or had.</summary>
    internal long Recorded { get; set; }

    /// <summary>Rows that the chain refused.</summary>
    internal long Refused { get; private set; }

    /// <summary>Rows that are good.</summary>
    internal long Good => Rows - Faulty;

    /// <summary>The counts for programs.</summary>
    internal Document Document => new()
    {
        ["rows"] = Rows,
        ["good"] = Good,
        ["faulty"] = Faulty,
        ["doubtful"] = Doubtful,
        ["recorded_rows"] = Recorded,
        ["refused_rows"] = Refused,
        ["faults"] = Datum.List(_faults.Select(fault => fault.Document)),
    };

    /// <summary>The faults that are kept, in the order of the rows.</summary>
    internal IReadOnlyList<ImportFault> Faults => _faults;

    /// <summary>Counts a row that was read.</summary>
    internal void Count(ImportFault? fault, bool isDoubtful)
    {
        Rows++;
        Doubtful += isDoubtful ? 1 : 0;
        if (fault is not null)
        {
            Faulty++;
            Keep(fault);
        }
    }

    /// <summary>Counts a row that the chain refused.</summary>
    internal void CountRefused(ImportFault fault)
    {
        Refused++;
        Keep(fault);
    }

    private void Keep(ImportFault fault)
    {
        if (_faults.Count < FaultsKeptMax)
        {
            _faults.Add(fault);
        }
    }
}

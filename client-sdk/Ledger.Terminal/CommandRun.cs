using System.CommandLine;
using Ledger.Protocol;

namespace Ledger.Terminal;

/// <summary>One run of one command: its options, its output, and what is closed when it ends.</summary>
public class CommandRun : IDisposable
{
    private readonly Stack<IDisposable> _owned = [];
    private GenesisFile? _genesis;

    /// <summary>Begins a run.</summary>
    public CommandRun(CliContext context, ParseResult parsed)
    {
        Context = context;
        Parsed = parsed;
        Report = new Report(context, parsed);
    }

    /// <summary>The world around it.</summary>
    public CliContext Context { get; }

    /// <summary>What the person wrote.</summary>
    public ParseResult Parsed { get; }

    /// <summary>Where results go.</summary>
    public Report Report { get; }

    /// <summary>The chain, of <c>--genesis</c>.</summary>
    /// <exception cref="CliException">No file is named.</exception>
    /// <exception cref="InvalidDataException">The file is no genesis; the message says why.</exception>
    public GenesisFile Genesis => _genesis ??= GenesisFile.Parse(File.ReadAllBytes(GenesisPath));

    /// <summary>Where the genesis file lies.</summary>
    /// <exception cref="CliException">No file is named.</exception>
    public string GenesisPath => Common(CommonOptions.Genesis, "LEDGER_GENESIS")
        ?? throw CliException.Usage(
            "Which chain? Give its genesis file with --genesis FILE, or set LEDGER_GENESIS.",
            "哪一条链？请用 --genesis 指定创世文件，或设置 LEDGER_GENESIS。");

    /// <summary>The value of an option.</summary>
    public T Value<T>(Option<T> option) => Parsed.GetValue(option)!;

    /// <summary>The value of an argument.</summary>
    public T Value<T>(Argument<T> argument) => Parsed.GetValue(argument)!;

    /// <summary>The value of an option that may stand in the environment instead; null where it stands nowhere.</summary>
    public string? Common(Option<string?> option, string variable) =>
        Parsed.GetValue(option) ?? (Context.Variable(variable) is { Length: > 0 } value ? value : null);

    /// <summary>Takes something in that is closed when the run ends, the last one first.</summary>
    public T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Push(owned);
        return owned;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_owned.TryPop(out var owned))
        {
            owned.Dispose();
        }

        GC.SuppressFinalize(this);
    }
}

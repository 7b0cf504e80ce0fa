using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Client;
using Ledger.Cms.KeyContainers;

namespace Ledger.Cli;

/// <summary>One run of one command of the client, with the client of a node once it is needed.</summary>
internal sealed class Invocation(CliContext context, ParseResult parsed) : CommandRun(context, parsed)
{
    private OpenedKeys? _keys;
    private CallerIdentity? _caller;

    internal Warnings Warnings { get; } = new(context.Error, parsed.GetValue(CommonOptions.Json), Language.IsChinese(context, parsed));

    /// <summary>This computer's clock, UTC milliseconds.</summary>
    internal long Now => Context.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Where the person's key is, as the common options say; null where they do not.</summary>
    internal string? KeyPath => Common(ClientOptions.Key, "LEDGER_KEY");

    /// <summary>The file that holds the PIN of keys; null where the person is asked.</summary>
    internal string? PinPath => Common(ClientOptions.PinFile, "LEDGER_PIN_FILE");

    /// <summary>As whom calls show themselves; null where they are anyone's.</summary>
    internal CallerIdentity? Caller => _caller ??= CallerIdentity.Of(this);

    /// <summary>How nodes are reached that are known by their TLS keys; null where the system's trust decides.</summary>
    internal Func<Uri, HttpMessageHandler>? Pinned => NodePins.Of(this);

    /// <summary>What the person's key file holds; opened once, for its PIN is asked for.</summary>
    internal OpenedKeys OpenKeys(string path) => _keys ??= Own(new KeyOpener(Context).OpenAll(path, PinPath));

    /// <summary>Shows how far a long step is.</summary>
    internal IProgress<T> NewProgressBar<T>(Func<T, (long Done, long Total)> measure) =>
        new ProgressBar<T>(Context.Error, !Value(CommonOptions.Json), measure);

    /// <summary>A client that only reads.</summary>
    internal LedgerClient OpenReader() => OpenReader(NodeAddress());

    /// <summary>A client of a node that only reads.</summary>
    internal LedgerClient OpenReader(Uri node) => Open(node, signer: null);

    /// <summary>A client of the person's node, as the common options say.</summary>
    internal LedgerClient Open(ClientSigner? signer) => Open(NodeAddress(), signer);

    private LedgerClient Open(Uri node, ClientSigner? signer) =>
        Own(LedgerClient.Open(WitnessPolicies.Apply(this, Freshness.Apply(this, new LedgerClientOptions
        {
            Genesis = Genesis,
            Node = node,
            Signer = signer,
            AuthenticateTo = Caller?.NodeAt(node),
            Caller = Caller?.Signer,
            CallTimeout = Context.Patience,
            HttpHandler = Pinned?.Invoke(node),
        }))));

    /// <summary>A client that signs with the person's key, under the certificate that the chain has registered for it.</summary>
    internal async Task<LedgerClient> OpenSignerAsync(CancellationToken cancellationToken)
    {
        var signer = await FindSignerAsync(cancellationToken);
        return Open(signer);
    }

    /// <summary>The person's key with the certificate that the chain has registered for it.</summary>
    internal async Task<ClientSigner> FindSignerAsync(CancellationToken cancellationToken)
    {
        var path = KeyPath ?? throw CliException.Usage(
            "This command signs: give your key file with --key FILE, or set LEDGER_KEY.",
            "此命令需要签名：请用 --key 指定密钥文件，或设置 LEDGER_KEY。");
        var opened = OpenKeys(path);
        var (pair, certificate) = await CertificateFinder.FindAsync(OpenReader(), opened, path, cancellationToken);
        return new ClientSigner(certificate, Own(pair.CreateSigner()));
    }

    internal Uri NodeAddress() => AddressOf(Common(ClientOptions.Node, "LEDGER_NODE") ?? "http://localhost:7300");

    internal static Uri AddressOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        ? address
        : throw CliException.Usage(
            $"{text} is no address of a node; write for example http://localhost:7300.",
            $"{text} 不是节点地址，应写作例如 http://localhost:7300。");
}

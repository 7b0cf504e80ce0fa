using Grpc.Net.Client;
using Ledger.Client.CaTrust;
using Ledger.Client.Mailbox;
using Ledger.Client.Rpc;
using Ledger.Client.Sessions;
using Ledger.Client.Transactions;
using Ledger.Client.Trust;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Microsoft.Extensions.Logging;

namespace Ledger.Client;

/// <summary>
/// A connection to a ledger through one of its nodes. Trusts the genesis file and nothing else: whatever the node says is checked against
/// the validators that the chain itself names. Safe for use by many callers at once; one channel, no locks between callers.
/// </summary>
public sealed partial class LedgerClient : IDisposable
{
    private readonly LedgerClientOptions _options;
    private readonly GrpcChannel _channel;
    private readonly LedgerNode.LedgerNodeClient _node;
    private readonly NodeCalls _calls;
    private readonly TrustedChain _chain;
    private readonly FinalityVerifier _finality;
    private readonly SignatureVerifier _scanVerifier = new();
    private readonly ILogger _logger;

    private LedgerClient(LedgerClientOptions options)
    {
        _options = options;
        _logger = options.Log.CreateLogger<LedgerClient>();
        _channel = GrpcChannel.ForAddress(options.Node, new GrpcChannelOptions
        {
            HttpHandler = NodeConnection.HandlerOf(options),
            DisposeHttpClient = true,
            MaxReceiveMessageSize = options.MessageBytesMax,
            LoggerFactory = options.Log,
            InitialReconnectBackoff = TimeSpan.FromMilliseconds(100), // a node that is back is found within a second, not two minutes
            MaxReconnectBackoff = TimeSpan.FromSeconds(1),
        });
        _node = new LedgerNode.LedgerNodeClient(_channel);
        _calls = new NodeCalls(options, _logger);
        _chain = new TrustedChain(options, _node, _calls, _logger);
        _finality = new FinalityVerifier(options.Genesis, _chain);
        ReceiptKeys = new ReceiptKeyring(this);
        CaTrust = new CaTrustClient(this);
        Scans = new ScanCalls(_channel, _calls, options.Node);
        Mail = new MailCalls(_channel, _calls, options.Node);
    }

    /// <summary>The chain.</summary>
    public GenesisFile Genesis => _options.Genesis;

    /// <summary>The node's API of mailboxes and documents as it is.</summary>
    public MailCalls Mail { get; }

    /// <summary>The CA trust list.</summary>
    public CaTrustClient CaTrust { get; }

    /// <summary>The certificate that signs; null for a client that only reads.</summary>
    internal Digest? SignerCertificateId => _options.Signer?.CertificateId;

    /// <summary>Whose word a receipt is.</summary>
    internal ReceiptKeyring ReceiptKeys { get; }

    internal TimeProvider Clock => _options.Time;

    /// <summary>The blocks whose states name a new validator set, as far as this client had to follow them; ascending.</summary>
    internal IReadOnlyList<ulong> ValidatorChanges => _chain.ValidatorChanges;

    /// <summary>The node's address.</summary>
    public Uri Node => _options.Node;

    /// <summary>Height of the newest final block this client has seen; 0 before any.</summary>
    public ulong HeightSeen => _chain.Head.Height;

    /// <summary>Opens a client. Nothing is sent before the first call.</summary>
    /// <exception cref="ArgumentException">The options have errors; the message lists them all.</exception>
    public static LedgerClient Open(LedgerClientOptions options)
    {
        var errors = LedgerClientOptionsValidator.Validate(options);
        return errors.Count == 0
            ? new LedgerClient(options)
            : throw new ArgumentException(
                $"The client's options have {errors.Count} error(s):{Environment.NewLine}{string.Join(Environment.NewLine, errors)}",
                nameof(options));
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        _channel.Dispose();
        _chain.Dispose();
    }
}

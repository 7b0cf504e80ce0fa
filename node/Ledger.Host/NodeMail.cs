using Ledger.Api;
using Ledger.Crypto.Signatures;
using Ledger.Mail;
using Ledger.Mail.Documents;
using Ledger.Mail.Mailboxes;
using Ledger.Protocol;
using Ledger.Storage;
using Microsoft.Extensions.Logging;

namespace Ledger.Host;

/// <summary>A node's mailboxes and documents, on a data directory of their own (ADR 0014).</summary>
public sealed class NodeMail : IDisposable
{
    private const long MiB = 1024 * 1024;

    // The engine's own room; what mail leaves free is asked for in front of it, in MailOptions.
    internal static readonly RocksStoreOptions StoreOptions = new()
    {
        BlockCacheBytesMax = 8 * MiB,
        WriteBufferBytesMax = 16 * MiB,
        WriteAheadLogBytesMax = 64 * MiB,
        OpenFilesMax = 64,
        FreeDiskBytesMin = 64 * MiB,
    };

    private readonly DataDirectory _data;
    private readonly ChallengeBook _challenges;

    private NodeMail(DataDirectory data, ChallengeBook challenges, IMailbox mailbox, IDocumentStore documents)
    {
        _data = data;
        _challenges = challenges;
        Mailbox = mailbox;
        Documents = documents;
    }

    /// <summary>The mailboxes.</summary>
    public IMailbox Mailbox { get; }

    /// <summary>The documents.</summary>
    public IDocumentStore Documents { get; }

    /// <summary>What it stands on, to be copied.</summary>
    internal DataDirectory Data => _data;

    /// <summary>Where a node keeps it, inside its data directory.</summary>
    public static string FolderIn(string dataDirectory) => Path.Combine(dataDirectory, "mail");

    /// <summary>Opens what the directory holds, or begins it.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="genesis">The chain.</param>
    /// <param name="identity">Who signs receipts.</param>
    /// <param name="cards">The addresses for which room is kept.</param>
    /// <param name="options">Limits.</param>
    /// <param name="clock">The clock of hours, leases and receipts.</param>
    /// <param name="logging">Where they log.</param>
    /// <exception cref="StorageException">The directory cannot be used; the message says why and what to do.</exception>
    /// <exception cref="ArgumentException">An option is out of range; the message names every one that is.</exception>
    public static NodeMail Open(
        string path,
        GenesisFile genesis,
        NodeIdentity identity,
        IPublishedCards cards,
        MailOptions options,
        TimeProvider clock,
        ILoggerFactory logging)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(options);
        var data = DataDirectory.Open(path, genesis.ChainId.ToArray(), StoreOptions);
        // Challenges and stamps' epochs live between two calls of one client, so they go by the machine's clock even where the chain's is
        // driven.
        var challenges = new ChallengeBook(TimeProvider.System, options.Challenges);
        var epochs = new StampEpochs(TimeProvider.System);
        try
        {
            var node = new MailNode(genesis.ChainId, genesis.Hasher, identity.Id, identity.Receipts);
            var store = new MailStore(data.Store, new DriveSpace(path), options.FreeDiskBytesMin, logging.CreateLogger<MailStore>());
            var proofs = new OwnerProofs(node, new SignatureVerifier(), challenges);
            return new NodeMail(
                data,
                challenges,
                new Mailbox(node, store, proofs, epochs, cards, options.Mailbox, clock, logging.CreateLogger<Mailbox>()),
                new DocumentStore(node, store, proofs, epochs, options.Documents, clock, logging.CreateLogger<DocumentStore>()));
        }
        catch
        {
            challenges.Dispose();
            data.Dispose();
            throw;
        }
    }

    /// <summary>Closes the directory; nothing may be served any more.</summary>
    public void Dispose()
    {
        _challenges.Dispose();
        _data.Dispose();
    }
}

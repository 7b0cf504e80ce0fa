using Ledger.Finality;
using Ledger.Node;
using Ledger.Protocol;
using Ledger.Storage;

namespace Ledger.Host.Consortium;

/// <summary>A running validator.</summary>
public sealed class ConsortiumNode
{
    internal ConsortiumNode(string name, Digest id, DataDirectory data, NodeMail mail, FileVoteLock voteLock, NodeRunner runner)
    {
        Name = name;
        Id = id;
        Data = data;
        Mail = mail;
        Lock = voteLock;
        Runner = runner;
    }

    /// <summary>Its name for people.</summary>
    public string Name { get; }

    /// <summary>Its validator id.</summary>
    public Digest Id { get; }

    /// <summary>The node.</summary>
    public NodeRunner Runner { get; }

    /// <summary>Where clients reach it.</summary>
    public NodeServer Server { get; internal set; } = null!;

    internal DataDirectory Data { get; }

    /// <summary>Puts the node's chain into tables as far as it stands, as it does by itself when it stops.</summary>
    /// <exception cref="StorageException">The disk failed or is full.</exception>
    public void Settle() => Data.Settle();

    internal NodeMail Mail { get; }

    internal FileVoteLock Lock { get; }
}

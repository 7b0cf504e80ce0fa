namespace Ledger.Chaos;

/// <summary>What is done to a process.</summary>
internal enum ChaosFault
{
    /// <summary>It is ended at once, as a power cut ends it, and started again later.</summary>
    Kill,

    /// <summary>It is held (SIGSTOP): it keeps its ports and connections, and answers nobody; later it goes on.</summary>
    Hold,

    /// <summary>
    /// Its machine is parted from the others', with all that runs there, while clients reach it as before; later the network is whole.
    /// Where members have machines alone.
    /// </summary>
    Part,

    /// <summary>A node is ended, and a liar runs in its place with its keys; later the node goes on. Of nodes alone.</summary>
    Lie,

    /// <summary>A node is ended, and goes on by an etcd that is late, loses, repeats and reorders; later by the true one. Of nodes alone.
    /// </summary>
    Doubt,

    /// <summary>
    /// A node is ended, and is shown another history by its etcd, until it halts; then it begins anew, on an empty directory and with its
    /// lock. Of nodes alone.
    /// </summary>
    Mislead,
}

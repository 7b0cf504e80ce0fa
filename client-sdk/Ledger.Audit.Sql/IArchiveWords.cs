using Ledger.Protocol.V1;

namespace Ledger.Audit.Sql;

/// <summary>How an archive's keys, records and calls are written in its database: as programs read them everywhere else.</summary>
public interface IArchiveWords
{
    /// <summary>A state key in writing; one text for one key.</summary>
    string KeyOf(byte[] key);

    /// <summary>A record as JSON; null where its table has no such form.</summary>
    string? RecordOf(byte[] key, byte[] record);

    /// <summary>A call's contract and method, and its content as JSON.</summary>
    (string Name, string Body) CallOf(Call call);
}

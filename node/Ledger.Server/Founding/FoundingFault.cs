using Ledger.Terminal;

namespace Ledger.Server.Founding;

/// <summary>One thing that is wrong with a members file.</summary>
/// <param name="Place">Where: <c>members[2].uscc</c>.</param>
/// <param name="English">What is wrong and what to write instead.</param>
/// <param name="Chinese">The same in Chinese.</param>
internal sealed record FoundingFault(string Place, string English, string Chinese)
{
    /// <summary>All of them as one error, a line each.</summary>
    internal static CliException AsOne(IReadOnlyList<FoundingFault> faults) => CliException.Usage(
        string.Join('\n', faults.Select(fault => $"{fault.Place}: {fault.English}")),
        string.Join('\n', faults.Select(fault => $"{fault.Place}：{fault.Chinese}")));
}

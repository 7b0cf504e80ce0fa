using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>Who may change a section: the centre that runs it, the tenderer, its agent (DOMAIN §1).</summary>
internal static class SectionAccess
{
    /// <summary>Finds a section that the signer's centre runs.</summary>
    internal static Refused FindOwn(CallContext context, string sectionCode, out byte[] key, out Section section) =>
        SectionRules.Find(context.State, sectionCode, out key, out section) is { IsRefused: true } notFound ? notFound
            : RequireCentre(context.Signer, section.CentreUscc, sectionCode);

    /// <summary>Finds a section of the signer's centre that is OPENING, or was when it was paused.</summary>
    internal static Refused FindOpening(CallContext context, string sectionCode, string call, out byte[] key, out Section section)
    {
        if (FindOwn(context, sectionCode, out key, out section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        return (section.State == SectionState.Paused ? section.Pause.From : section.State) == SectionState.Opening
            ? Refused.No
            : SectionRules.NotIn(section, context.Time, call);
    }

    /// <summary>Finds a section of which the signer is the tenderer or its agent.</summary>
    internal static Refused FindAsTenderer(CallContext context, string sectionCode, out byte[] key, out Section section)
    {
        if (SectionRules.Find(context.State, sectionCode, out key, out section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        return IsTenderer(context.Signer, section.TendererUscc, section.AgentUscc)
            ? Refused.No
            : new Refused(
                RefusalCode.NotTheTenderer,
                $"Section {sectionCode} is {section.TendererUscc}'s; {context.Signer.Uscc} is neither the tenderer nor its agent.");
    }

    /// <summary>
    /// Finds a section that the signer publishes for: the tenderer, its agent, or the centre that publishes what they enter.
    /// </summary>
    internal static Refused FindAsPublisher(CallContext context, string sectionCode, out byte[] key, out Section section) =>
        SectionRules.Find(context.State, sectionCode, out key, out section) is { IsRefused: true } notFound ? notFound
            : RequirePublisher(context.Signer, section.CentreUscc, section.TendererUscc, section.AgentUscc, sectionCode);

    internal static Refused RequirePublisher(Signer signer, string centreUscc, string tendererUscc, string agentUscc, string code) =>
        IsTenderer(signer, tendererUscc, agentUscc) ? Refused.No : RequireCentre(signer, centreUscc, code);

    private static bool IsTenderer(Signer signer, string tendererUscc, string agentUscc) =>
        signer.Uscc == tendererUscc || (agentUscc.Length > 0 && signer.Uscc == agentUscc);

    /// <summary>Whether the signer is the centre that runs the section.</summary>
    internal static bool IsCentre(Signer signer, string centreUscc) => signer.Has(Role.TradingCentre) && signer.Uscc == centreUscc;

    private static Refused RequireCentre(Signer signer, string centreUscc, string code) =>
        IsCentre(signer, centreUscc)
            ? Refused.No
            : new Refused(RefusalCode.OtherCentre, $"Section {code} is run by {centreUscc}, not by {signer.Uscc}.");
}

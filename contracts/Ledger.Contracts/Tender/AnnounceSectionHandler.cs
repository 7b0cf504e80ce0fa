using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>
/// DRAFT→ANNOUNCED: a section (标段) with its bond, opening time and opening key; notice number 1. Drafts are not on the chain.
/// </summary>
internal static class AnnounceSectionHandler
{
    internal static Refused Handle(AnnounceSection call, CallContext context)
    {
        if (SectionTerms.CheckFields(call, context) is { IsRefused: true } badField)
        {
            return badField;
        }

        var projectKey = TenderTables.Projects.Key(call.TenderProjectCode);
        if (TenderTables.Projects.Read(context.State, projectKey) is not { } project)
        {
            return new Refused(RefusalCode.UnknownProject, $"There is no tender project {call.TenderProjectCode}.");
        }

        if (SectionAccess.RequirePublisher(
            context.Signer, project.CentreUscc, project.Created.TendererUscc, project.Created.AgentUscc,
            call.SectionCode) is { IsRefused: true } stranger)
        {
            return stranger;
        }

        if (ProjectTerms.RequireStanding(project) is { IsRefused: true } withdrawn)
        {
            return withdrawn;
        }

        var key = TenderTables.Sections.Key(call.SectionCode);
        if (context.State.Get(key) is not null)
        {
            return new Refused(RefusalCode.SectionExists, $"Section {call.SectionCode} is announced already.");
        }

        if (FieldRules.First(
            SectionTerms.CheckLaw(call, project.Created, context),
            RegisteredKeys.RequireUnused(
                SectionTerms.OpeningKeyOf(call, context), context.State, context.Block.Hasher)) is { IsRefused: true } unlawful)
        {
            return unlawful;
        }

        if (!project.InUse)
        {
            project.InUse = true;
            TenderTables.Projects.Write(context.State, projectKey, project);
        }

        Record(call, key, project, context);
        return Refused.No;
    }

    private static void Record(AnnounceSection call, byte[] key, Project project, CallContext context)
    {
        var first = new Notice
        {
            Published = new PublishNotice
            {
                SectionCode = call.SectionCode,
                NoticeNumber = 1,
                OpeningTime = call.OpeningTime,
                NoticeDigest = call.NoticeDigest,
                Kind = NoticeKind.Announcement,
            },
            PublishedAt = context.Time,
        };
        TenderTables.Notices.Write(context.State, TenderTables.NoticeKey(call.SectionCode, 1), first);
        var section = new Section
        {
            Announced = call,
            CentreUscc = project.CentreUscc,
            TendererUscc = project.Created.TendererUscc,
            AgentUscc = project.Created.AgentUscc,
            Region = project.Created.Region,
            TradeClass = project.Created.TradeClass,
            AnnouncedAt = context.Time,
            Notices = 1,
            OpeningTime = call.OpeningTime,
            State = SectionState.Announced,
        };
        RegisteredKeys.EnterOpening(SectionTerms.OpeningKeyOf(call, context), call.SectionCode, context.State, context.Block.Hasher);
        context.Record(TenderTables.Sections, key, section, "section.announced");
    }
}

using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Membership;

namespace Ledger.Contracts.Tests;

/// <summary>The Membership contract. Four owners hold one vote each: three approve a change, two block it.</summary>
internal static class MembershipRows
{
    private static readonly ByteString ProposalId = World.Blob(16, 3);

    internal static IEnumerable<Row> All => [.. Proposing, .. Voting];

    private static IEnumerable<Row> Proposing =>
    [
        Propose("a member", RefusalCode.None, _ => { }, "proposal.opened"),
        Propose("id of 15", RefusalCode.BadProposal, p => p.ProposalId = World.Blob(15)),
        Propose("closing now", RefusalCode.BadProposal, p => p.ClosesAt = World.Start),
        Propose("closing in 31 days", RefusalCode.BadProposal, p => p.ClosesAt = World.Start + (31 * World.Day)),
        Propose("nothing", RefusalCode.BadProposal, p => p.ClearChange()),
        Propose("a member without shape", RefusalCode.BadUscc, p => p.PutMember.Uscc = "1"),
        Propose("a member without region", RefusalCode.BadCode, p => p.PutMember.Region = ""),
        Propose("a member with a role twice", RefusalCode.BadEnumeration, p => p.PutMember.Roles.Add([Role.Auditor, Role.Auditor])),
        Propose(
            "to drop a member with votes", RefusalCode.BadProposal, p => (p.PutMember.Uscc, p.PutMember.Active) = (World.Uscc(1), false)),
        Propose("rule version 2", RefusalCode.None, p => p.RuleVersion = 2),
        Propose("rule version 3", RefusalCode.BadProposal, p => p.RuleVersion = 3),
        Propose("rule version 0", RefusalCode.BadProposal, p => p.RuleVersion = 0),
        Propose("a validator", RefusalCode.None, p => p.PutValidator = Validator(200, 1)),
        Propose(
            "a validator of another algorithm",
            RefusalCode.BadProposal,
            p => p.PutValidator = Spoil(Validator(200, 1), v => v.Algorithm = 2)),
        Propose(
            "a validator off the curve",
            RefusalCode.BadProposal,
            p => p.PutValidator = Spoil(Validator(200, 1), v => v.PublicKey = World.Blob(65, 4))),
        Propose("a validator too strong", RefusalCode.BadProposal, p => p.PutValidator = Validator(200, (1UL << 32) + 1)),
        Propose(
            "a validator without receipt key",
            RefusalCode.BadProposal,
            p => p.PutValidator = Spoil(Validator(200, 1), v => v.ReceiptKey = null)),
        Propose(
            "a receipt key of another algorithm",
            RefusalCode.BadProposal,
            p => p.PutValidator = Spoil(Validator(200, 1), v => v.ReceiptKey.Algorithm = 2)),
        Propose(
            "a receipt key off the curve",
            RefusalCode.BadProposal,
            p => p.PutValidator = Spoil(Validator(200, 1), v => v.ReceiptKey.PublicKey = World.Blob(65, 4))),
        Propose(
            "a receipt key that is the validator's own key",
            RefusalCode.ReceiptKeyTaken,
            p => p.PutValidator = ReceiptsBy(Validator(200, 1), 200)),
        Propose(
            "a receipt key that votes for another", RefusalCode.ReceiptKeyTaken, p => p.PutValidator = ReceiptsBy(Validator(200, 1), 101)),
        Propose(
            "another's receipt key",
            RefusalCode.ReceiptKeyTaken,
            p => p.PutValidator = Spoil(Validator(200, 1), v => v.ReceiptKey = World.ReceiptKey(101))),
        Propose(
            "a validator whose key is another's receipt key",
            RefusalCode.ReceiptKeyTaken,
            p => p.PutValidator = ReceiptsBy(Validator(101 ^ 0xFF, 1), 201)),
        new("propose: a validator whose key opens a section", "DESIGN §8", RefusalCode.KeyOpensSection, w =>
            w.WithSection().Run(w.Centre, Proposal(p => p.PutValidator = Validator(77, 1)))),
        new("propose: a validator whose receipt key opens a section", "DESIGN §8", RefusalCode.KeyOpensSection, w =>
            w.WithSection().Run(w.Centre, Proposal(p => p.PutValidator = ReceiptsBy(Validator(101, 1), 77)))),
        Propose("a new receipt key of a validator", RefusalCode.None, p => p.PutValidator = ReceiptsBy(Validator(101, 1), 201)),
        Propose("the receipt key that a validator has", RefusalCode.None, p => p.PutValidator = Validator(101, 1)),
        Propose(
            "to remove a validator with a receipt key",
            RefusalCode.BadProposal,
            p => p.PutValidator = Spoil(Validator(103, 0), v => v.ReceiptKey = World.ReceiptKey(103))),
        Propose(
            "a validator without owner",
            RefusalCode.BadProposal,
            p => p.PutValidator = Spoil(Validator(200, 1), v => v.MemberUscc = World.Uscc(7))),
        Propose("a validator of a third of the larger set", RefusalCode.PowerStepTooLarge, p => p.PutValidator = Validator(200, 2)),
        Propose("twice the votes for a validator", RefusalCode.None, p => p.PutValidator = Validator(103, 2)),
        Propose("thrice the votes for a validator", RefusalCode.PowerStepTooLarge, p => p.PutValidator = Validator(103, 3)),
        new("propose: to remove one of three validators", "DESIGN §2", RefusalCode.PowerStepTooLarge, w =>
        {
            w.PutValidators((w.Centre, 1), (w.Guarantor, 1), (w.Regulator, 1));
            return w.Run(w.Centre, Proposal(p => p.PutValidator = Validator(102, 0)));
        }),
        Propose("to remove a validator", RefusalCode.None, p => p.PutValidator = Validator(103, 0), "proposal.opened"),
        Propose(
            "to remove a validator by its key alone",
            RefusalCode.None,
            p => p.PutValidator = Spoil(Validator(103, 0), v => (v.Name, v.MemberUscc) = ("", ""))),
        Propose(
            "to remove a validator of a long name",
            RefusalCode.BadText,
            p => p.PutValidator = Spoil(Validator(103, 0), v => v.Name = new string('n', 70_000))),
        Propose(
            "to remove a validator of a long owner",
            RefusalCode.BadUscc,
            p => p.PutValidator = Spoil(Validator(103, 0), v => v.MemberUscc = new string('9', 70_000))),
        Propose("to remove an unknown validator", RefusalCode.BadProposal, p => p.PutValidator = Validator(200, 0)),
        Propose("no change of the trust list", RefusalCode.BadProposal, p => p.Trust = new TrustChange()),
        Propose("a bond cap", RefusalCode.None, p => p.PutBondCap = Cap()),
        Propose("a bond cap above all", RefusalCode.BadAmount, p => p.PutBondCap = Spoil(Cap(), c => c.ShareBasisPoints = 10_001)),
        Propose("a bond cap of no version", RefusalCode.BadText, p => p.PutBondCap = Spoil(Cap(), c => c.LawVersion = "")),
        Propose("a bond cap that ended before", RefusalCode.BadCount, p => p.PutBondCap = Spoil(Cap(), c => c.EffectiveUntil = -1)),
        Propose("a bond cap without source", RefusalCode.BadText, p => p.PutBondCap = Spoil(Cap(), c => c.Source = "")),
        new("propose: by a member without votes", "DESIGN §2", RefusalCode.NotPermitted, w => w.Run(w.OtherGuarantor, Proposal(_ => { }))),
        new("propose: by no member", "DESIGN §2", RefusalCode.NotPermitted, w => w.Run(w.Bidder, Proposal(_ => { }))),
        new("propose: twice", "DESIGN §2", RefusalCode.ProposalExists, w => Proposed(w).Run(w.Centre, Proposal(_ => { }))),
        new("propose: to remove the last validator", "DESIGN §2", RefusalCode.NoValidatorsLeft, w =>
        {
            w.PutValidators((w.Centre, 1));
            return w.Run(w.Centre, Proposal(p => p.PutValidator = Validator(100, 0)));
        }),
    ];

    private static IEnumerable<Row> Voting =>
    [
        new(
            "vote: one of four leaves it open",
            "DESIGN §2",
            RefusalCode.None,
            w => Proposed(w).Run(w.Centre, Vote(true)),
            "proposal.voted"),
        new(
            "vote: three of four enact in the same block",
            "DESIGN §2",
            RefusalCode.None,
            w => Approved(w, 2).Run(w.Regulator, Vote(true)),
            "member.admitted"),
        new("vote: two against reject", "DESIGN §2", RefusalCode.None, w =>
        {
            Proposed(w).MustRun(w.Centre, Vote(false));
            return w.Run(w.Guarantor, Vote(false));
        }, "proposal.rejected"),
        new("vote: twice", "DESIGN §2", RefusalCode.AlreadyVoted, w => Approved(w, 1).Run(w.Centre, Vote(false))),
        new("vote: after enactment", "DESIGN §2", RefusalCode.ProposalClosed, w => Approved(w, 3).Run(w.Regulator, Vote(true))),
        new(
            "vote: in the last instant",
            "DESIGN §2",
            RefusalCode.None,
            w => At(Proposed(w), World.Start + World.Day).Run(w.Centre, Vote(true))),
        new(
            "vote: after closing",
            "DESIGN §2",
            RefusalCode.ProposalClosed,
            w => At(Proposed(w), World.Start + World.Day + 1).Run(w.Centre, Vote(true))),
        new(
            "vote: enacts a second change of the set in one block",
            "DESIGN §2: one step a certificate",
            RefusalCode.ValidatorsChanged,
            w => SecondChange(w, w.RunInSameBlock)),
        new(
            "vote: enacts a change of the set in the block after one",
            "DESIGN §2",
            RefusalCode.None,
            w => SecondChange(w, w.Run),
            "validators.changed"),
        new("vote: on nothing", "DESIGN §2", RefusalCode.UnknownProposal, w => w.Run(w.Centre, Vote(true))),
        new("vote: by a member without votes", "DESIGN §2", RefusalCode.NotPermitted, w => Proposed(w).Run(w.OtherGuarantor, Vote(true))),
        new("vote: enacts what no longer fits", "DESIGN §2", RefusalCode.BadProposal, w =>
        {
            Approved(w, 2, p => p.RuleVersion = 2);
            MembershipTables.Rules.Write(w.State, MembershipTables.Rules.Key("current"), new RuleVersion { Version = 2 });
            return w.Run(w.Regulator, Vote(true));
        }),
    ];

    internal static Call Proposal(Action<ProposeChange> change)
    {
        var proposal = new ProposeChange
        {
            ProposalId = ProposalId,
            ClosesAt = World.Start + World.Day,
            PutMember = new Member { Uscc = World.Uscc(20), Name = "新成员", Region = "440400", Roles = { Role.Guarantor }, Active = true },
        };
        change(proposal);
        return new Call { Membership = new MembershipCall { Propose = proposal } };
    }

    internal static Call Vote(bool approve) =>
        new() { Membership = new MembershipCall { Vote = new VoteOnProposal { ProposalId = ProposalId, Approve = approve } } };

    internal static PutValidator Validator(byte seed, ulong power) => new()
    {
        Algorithm = 1,
        PublicKey = ByteString.CopyFrom(World.Key(seed).PublicKey.Encoded),
        Power = power,
        Name = "v",
        MemberUscc = World.Uscc(1),
        ReceiptKey = power == 0 ? null : World.ReceiptKey(seed),
    };

    /// <summary>The same with the receipt key of another seed.</summary>
    internal static PutValidator ReceiptsBy(PutValidator change, byte seed) =>
        Spoil(change, v => v.ReceiptKey = World.AsReceiptKey(World.Key(seed)));

    /// <summary>The proposal with its first approvals: by centre, guarantor, other centre.</summary>
    internal static World Approved(World w, int votes, Action<ProposeChange>? change = null)
    {
        w.MustRun(w.Centre, Proposal(change ?? (_ => { })));
        foreach (var voter in new[] { w.Centre, w.Guarantor, w.OtherCentre }.Take(votes))
        {
            w.MustRun(voter, Vote(true));
        }

        return w;
    }

    private static Refused SecondChange(World w, Func<Signer, Call, Refused> enact)
    {
        var second = World.Blob(16, 4);
        w.MustRun(w.Centre, Proposal(p => (p.ProposalId, p.PutValidator) = (second, Validator(201, 1))));
        Call Second(Call vote)
        {
            vote.Membership.Vote.ProposalId = second;
            return vote;
        }

        w.MustRun(w.Centre, Second(Vote(true)));
        w.MustRun(w.Guarantor, Second(Vote(true)));
        w.MustRun(w.Centre, Proposal(p => p.PutValidator = Validator(200, 1)));
        w.MustRun(w.Centre, Vote(true));
        w.MustRun(w.Guarantor, Vote(true));
        w.MustRun(w.Regulator, Vote(true));
        return enact(w.Regulator, Second(Vote(true)));
    }

    private static World Proposed(World w) => Approved(w, 0);

    private static World At(World w, long time)
    {
        w.Time = time;
        return w;
    }

    private static BondCap Cap() => new()
    {
        Region = "000000",
        TradeClass = "A",
        ShareBasisPoints = 200,
        AbsoluteFen = 800_000_00,
        Source = "30号令 §37",
        LawVersion = "2013年修改",
    };

    private static Row Propose(string name, RefusalCode expected, Action<ProposeChange> spoil, string? @event = null) =>
        new($"propose: {name}", "DESIGN §2, §6", expected, w => w.Run(w.Centre, Proposal(spoil)), @event);

    private static T Spoil<T>(T value, Action<T> spoil)
    {
        spoil(value);
        return value;
    }
}

using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Feedback;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.NeedsAssessments;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.SlowMetrics;

/// <summary>What happens in a real county and not in the generated one: mistakes taken back, matters sent round, clients made one, a log imported from elsewhere.</summary>
internal sealed class Disorder(GuidanceDbContext guidance, ManualClock clock)
{
    private readonly Random _random = new(23);
    private List<GuidanceCase> _cases = [];
    private List<Guid> _clientIds = [];
    private List<Guid> _unitIds = [];
    private List<Worker> _workers = [];

    public async Task BringAsync()
    {
        _cases = await guidance.Cases.OrderBy(each => each.Id).ToListAsync();
        _clientIds = await guidance.Clients.OrderBy(each => each.Id).Select(each => each.Id).ToListAsync();
        _unitIds = await guidance.Units.OrderBy(each => each.Code).Select(each => each.Id).ToListAsync();
        _workers = await guidance.Workers.OrderBy(each => each.Id).ToListAsync();
        await LinkAnonymousAsync();
        SendRound();
        await AssessNeedsAsync();
        await ReferAsync();
        Decide();
        NameResponsible();
        Answer();
        ImportLog();
        ReceiveFromOthers();
        await guidance.SaveChangesAsync();
        await TakeBackAsync();
        await TakeBackStepsAndEntriesAsync();
        await guidance.SaveChangesAsync();
        guidance.ChangeTracker.Clear();
        await MergeAsync();
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private DateTime Between(DateTime from, DateTime to) => from + ((to - from) * _random.NextDouble());

    /// <summary>Some time in the history, now and then on the very midnight of the county.</summary>
    private DateTime SomeTime()
    {
        var at = SlowCounty.EndsAtUtc.AddDays(-580 * _random.NextDouble());
        return _random.Next(4) == 0 ? Naive.Midnight(Naive.Day(at)) : at;
    }

    private async Task LinkAnonymousAsync()
    {
        foreach (var contact in await guidance.Contacts.Where(each => each.ClientId == null).OrderBy(each => each.Id).Take(25).ToListAsync())
        {
            var clientId = Pick(_clientIds);
            contact.LinkTo(clientId, contact.StartedAtUtc.AddDays(3));
            _cases.Single(each => each.Id == contact.CaseId).BelongTo(clientId);
        }
    }

    /// <summary>There, and often back; two steps sometimes at the same instant.</summary>
    private void SendRound()
    {
        foreach (var each in _cases.Where(each => each.ResponsibleUnitId is not null && _random.Next(6) == 0).ToList())
        {
            var ends = each.ClosedAtUtc ?? SlowCounty.EndsAtUtc;
            var at = Between(each.ReceivedAtUtc, ends);
            var other = Pick(_unitIds);
            Add(each, CaseEventKind.HandedOff, at, other);
            if (_random.Next(2) == 0)
                Add(each, CaseEventKind.HandedOff, _random.Next(3) == 0 ? at : Between(at, ends), each.ResponsibleUnitId);
            if (_random.Next(3) == 0)
                Add(each, CaseEventKind.FollowedUp, Between(at, ends), null);
            if (_random.Next(3) == 0)
                Add(each, CaseEventKind.Corrected, ends, Pick(_unitIds));
        }
    }

    private void Add(GuidanceCase of, CaseEventKind kind, DateTime atUtc, Guid? unitId, string? activity = null, long? takesBack = null) => guidance.CaseEvents.Add(new CaseEvent
    {
        CaseId = of.Id,
        Kind = kind,
        Activity = activity,
        OccurredAtUtc = atUtc,
        RecordedAtUtc = atUtc,
        UnitId = unitId,
        TakesBack = takesBack,
    });

    private async Task AssessNeedsAsync()
    {
        var assessed = await guidance.CaseEvents.Where(each => each.Kind == CaseEventKind.NeedsAssessmentCompleted).Select(each => each.CaseId).Distinct().ToListAsync();
        var met = _cases.Where(each => each.Source == GuidanceCase.OwnSource && _random.Next(12) == 0).Select(each => each.Id).ToList();
        foreach (var each in _cases.Where(each => assessed.Contains(each.Id) || _random.Next(15) == 0))
        {
            var assessment = new NeedsAssessment { CaseId = each.Id, StartedAtUtc = each.ReceivedAtUtc };
            assessment.Save(
                new NeedsAssessmentContent { Participants = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => new Participant(_random.Next(5) == 0 ? null : (Profession)_random.Next(13), "Osallistuja"))] },
                HousingCriteria.Shipped,
                null,
                each.ReceivedAtUtc);
            switch (_random.Next(8))
            {
                case 0:
                    break;
                case 1:
                    assessment.FindUnnecessary(UnnecessaryReason.AdviceSufficed, null, each.ReceivedAtUtc);
                    break;
                default:
                    assessment.Complete(each.ReceivedAtUtc);
                    break;
            }

            guidance.NeedsAssessments.Add(assessment);
        }

        foreach (var each in _cases.Where(each => met.Contains(each.Id)))
        {
            Add(each, CaseEventKind.JointMeetingAgreed, each.ReceivedAtUtc.AddHours(1), each.ResponsibleUnitId);
            if (_random.Next(3) > 0)
                Add(each, _random.Next(2) == 0 ? CaseEventKind.JointMeetingHeld : CaseEventKind.JointMeetingCancelled, each.ReceivedAtUtc.AddHours(2), each.ResponsibleUnitId);
        }
    }

    private async Task ReferAsync()
    {
        var services = await guidance.GuidanceServices.OrderBy(each => each.Id).Select(each => each.Id).ToListAsync();
        foreach (var each in _cases.Where(_ => _random.Next(4) == 0).ToList())
        {
            var madeAt = _random.Next(9) == 0 ? Naive.Midnight(Naive.Day(each.ReceivedAtUtc)) : Between(each.ReceivedAtUtc, each.ClosedAtUtc ?? SlowCounty.EndsAtUtc);
            var referral = new Referral
            {
                CaseId = each.Id,
                ServiceId = Pick(services),
                UnitId = _random.Next(5) == 0 ? null : Pick(_unitIds),
                MadeAtUtc = madeAt,
                LastStepAtUtc = madeAt,
                SubmissionKey = Guid.CreateVersion7(),
            };
            AddStep(referral.Id, ReferralState.Made, madeAt);
            var at = madeAt;
            while (_random.Next(4) > 0 && Referral.NextOf(referral.State) is { Count: > 0 } next)
            {
                at = Between(at, SlowCounty.EndsAtUtc);
                referral.Become(Pick(next), at);
                AddStep(referral.Id, referral.State, at);
            }

            guidance.Referrals.Add(referral);
        }
    }

    private void AddStep(Guid referralId, ReferralState state, DateTime atUtc, long? takesBack = null) =>
        guidance.ReferralSteps.Add(new ReferralStep { ReferralId = referralId, State = state, OccurredAtUtc = atUtc, RecordedAtUtc = atUtc, TakesBack = takesBack });

    private void Decide()
    {
        string[] segments = ["OMA", "TUKI", "YHT", "HUOL"];
        foreach (var clientId in _clientIds.Where(_ => _random.Next(3) == 0))
        {
            var at = SomeTime();
            for (var again = _random.Next(1, 4); again > 0; again--)
            {
                var (suggested, decided) = (_random.Next(5) == 0 ? null : Pick(segments), Pick(segments));
                if (_random.Next(2) == 0)
                    decided = suggested ?? decided;
                guidance.SegmentDecisions.Add(new SegmentDecision
                {
                    ClientId = clientId,
                    Segment = decided,
                    SuggestedSegment = suggested,
                    OverrideReasonKind = suggested == decided ? null : _random.Next(6) == 0 ? null : (OverrideReasonKind)_random.Next(4),
                    DecidedAtUtc = at,
                    SecondsToDecide = _random.Next(4) == 0 ? null : _random.Next(20),
                    CaseId = _cases.Find(each => each.ClientId == clientId)?.Id,
                });
                at = _random.Next(5) == 0 ? at : Between(at, SlowCounty.EndsAtUtc);
            }
        }
    }

    private void NameResponsible()
    {
        foreach (var clientId in _clientIds.Where(_ => _random.Next(3) == 0))
        {
            var from = SomeTime();
            var named = new ResponsibleWorker { ClientId = clientId, WorkerId = Pick(_workers).Id, FromUtc = from };
            guidance.ResponsibleWorkers.Add(named);
            if (_random.Next(2) == 0)
                continue;
            var until = Between(from, SlowCounty.EndsAtUtc);
            named.End(until);
            if (_random.Next(2) == 0)
                guidance.ResponsibleWorkers.Add(new ResponsibleWorker { ClientId = clientId, WorkerId = Pick(_workers).Id, FromUtc = until });
        }
    }

    private void Answer()
    {
        for (var answer = 0; answer < 300; answer++)
        {
            var day = Naive.Day(SomeTime());
            guidance.FeedbackAnswers.Add(new FeedbackAnswer
            {
                LinkDigest = $"answer-{answer}",
                UnitId = Pick(_unitIds),
                Channel = Pick<ContactChannel>([ContactChannel.Phone, ContactChannel.Chat, ContactChannel.RemoteReception]),
                AnsweredMonth = new DateOnly(day.Year, day.Month, 1),
                Score = _random.Next(1, 6),
            });
        }
    }

    /// <summary>A log of another system: no client, activities of its own, deadlines as instants, and some cases that close before they came.</summary>
    private void ImportLog()
    {
        var unit = new Unit { Source = "old-system", Code = "old-desk", NameFi = "Vanha", NameSv = "Gammal", NameEn = "Old" };
        guidance.Units.Add(unit);
        for (var number = 0; number < 60; number++)
        {
            var received = SomeTime();
            var closed = _random.Next(4) == 0 ? (DateTime?)null : _random.Next(6) == 0 ? received.AddDays(-3 * _random.NextDouble()) : received.AddDays(40 * _random.NextDouble());
            var imported = new GuidanceCase { Source = "old-system", ExternalId = $"case-{number}", Channel = ContactChannel.Letter, ReceivedAtUtc = received };
            imported.CorrectFromSource(_random.Next(3) == 0 ? null : received.AddDays(20 * _random.NextDouble()), closed, _random.Next(5) == 0 ? null : unit.Id, null);
            guidance.Cases.Add(imported);
            for (var step = 0; step < _random.Next(5); step++)
                Add(imported, CaseEventKind.Imported, received.AddDays(step), _random.Next(3) == 0 ? null : _random.Next(3) == 0 ? Pick(_unitIds) : unit.Id, $"Step {step}");
        }
    }

    /// <summary>Contacts that other systems sent: no worker, and much that was not recorded.</summary>
    private void ReceiveFromOthers()
    {
        foreach (var each in _cases.Where(each => each.ClosedAtUtc is null && _random.Next(3) == 0).ToList())
        {
            guidance.Contacts.Add(new Contact
            {
                CaseId = each.Id,
                ClientId = each.ClientId,
                OpensCase = false,
                Initiator = ContactInitiator.Client,
                Channel = ContactChannel.EForm,
                StartedAtUtc = _random.Next(3) == 0 ? Naive.Midnight(Naive.Day(Between(each.ReceivedAtUtc, SlowCounty.EndsAtUtc)).AddDays(1)) : Between(each.ReceivedAtUtc, SlowCounty.EndsAtUtc),
                Themes = _random.Next(2) == 0 ? [] : [Pick(Enum.GetValues<NeedReason>())],
                MunicipalityCode = _random.Next(2) == 0 ? null : each.MunicipalityCode,
                ServiceLanguage = _random.Next(2) == 0 ? null : Pick(Enum.GetValues<ServiceLanguage>()),
                HandlingTimeMinutes = _random.Next(2) == 0 ? null : _random.Next(1, 60),
                Outcome = _random.Next(2) == 0 ? null : ContactOutcome.Callback,
                UnitId = _random.Next(2) == 0 ? null : Pick(_unitIds),
                RecordedAtUtc = SlowCounty.EndsAtUtc,
            });
        }
    }

    private async Task TakeBackAsync()
    {
        var kinds = new[] { CaseEventKind.HandedOff, CaseEventKind.ServiceArranged, CaseEventKind.FollowedUp, CaseEventKind.JointMeetingAgreed };
        foreach (var taken in (await guidance.CaseEvents.Where(each => kinds.Contains(each.Kind)).OrderBy(each => each.Sequence).ToListAsync()).Where(_ => _random.Next(8) == 0))
            Add(_cases.Single(each => each.Id == taken.CaseId), CaseEventKind.TakenBack, taken.OccurredAtUtc.AddHours(2), null, takesBack: taken.Sequence);
    }

    private async Task TakeBackStepsAndEntriesAsync()
    {
        foreach (var ofReferral in (await guidance.ReferralSteps.OrderBy(each => each.Sequence).ToListAsync()).GroupBy(each => each.ReferralId).Where(_ => _random.Next(6) == 0))
        {
            if (ofReferral.ToList() is [.., var before, var last])
                AddStep(ofReferral.Key, before.State, before.OccurredAtUtc, last.Sequence);
        }

        foreach (var entry in (await guidance.InterventionEntries.Where(each => each.Score != null).OrderBy(each => each.Sequence).ToListAsync()).Where(_ => _random.Next(5) == 0))
        {
            // Measured again, or taken back.
            var isAgain = _random.Next(2) == 0;
            guidance.InterventionEntries.Add(new InterventionEntry
            {
                InterventionId = entry.InterventionId,
                Kind = isAgain ? entry.Kind : InterventionEntryKind.TakenBack,
                Day = entry.Day,
                MeasureCode = isAgain ? entry.MeasureCode : null,
                Score = isAgain ? entry.Scale!.Minimum : null,
                Scale = isAgain ? entry.Scale : null,
                TakesBack = isAgain ? null : entry.Sequence,
                RecordedAtUtc = entry.RecordedAtUtc,
            });
        }
    }

    private async Task MergeAsync()
    {
        var merge = new MergeClients(guidance, new ClientIndex(guidance), clock);
        var survivors = await guidance.Clients.Where(each => each.IdentityCodeLookup != null).OrderBy(each => each.Id).Select(each => each.Id).Take(8).ToListAsync();
        var merged = await guidance.Clients.Where(each => each.IdentityCodeLookup == null).OrderBy(each => each.Id).Select(each => each.Id).Take(8).ToListAsync();
        foreach (var (survivorId, mergedId) in survivors.Zip(merged))
            Assert.IsInstanceOfType<MergeClientsResult.Merged>(await merge.MergeAsync(survivorId, mergedId, new Actor("w001"), "Test", CancellationToken.None));
    }
}

using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.SyntheticCounty.People;
using Palveluohjaus.SyntheticCounty.Places;

namespace Palveluohjaus.SyntheticCounty.Cases;

/// <summary>
/// Lives one client's years through, contact by contact, with the outcomes <see cref="LogContact"/> would have given each:
/// a contact joins the client's open case of the same theme or opens one, and what it closes or hands over is closed or handed over.
/// </summary>
internal sealed class ClientHistory
{
    private const int MaxMatters = 150;
    private const int NumberedIdsPerClient = 4_000;

    private readonly CountySetting _setting;
    private readonly Person _person;
    private readonly DateOnly _dateOfBirth;
    private readonly DerivedIds _ids;
    private readonly Random _random;
    private readonly HistoryBatch _batch;
    private readonly Guid _clientId;
    private readonly CaseProcess _process;
    private readonly AssessmentDesk _desk;
    private readonly ComingContacts _coming;
    private readonly List<DraftCase> _cases = [];
    private bool _isFirstAssessmentDue;

    // Nobody is in two contacts at once: the next one starts when this one has ended.
    private DateTime _busyUntilUtc;

    public ClientHistory(CountySetting setting, Person person, DerivedIds ids, Random random, Random secondOpinions, HistoryBatch batch)
    {
        (_setting, _person, _ids, _random, _batch) = (setting, person, ids, random, batch);
        _dateOfBirth = setting.FirstDay.AddDays(-person.AgeDays);
        _clientId = ids.Next();
        _process = new CaseProcess(setting, person, random);
        _desk = new AssessmentDesk(setting, person, _clientId, ids, random, secondOpinions);
        _coming = new ComingContacts(setting, person, _dateOfBirth, random);
    }

    /// <summary>Writes the client and all that happens to them into the batch.</summary>
    public void Write(PersonalIdentityCode? code, IdentityCodeVault vault, string? interpreterLanguage)
    {
        var demand = _setting.Parameters.Demand;
        _isFirstAssessmentDue = _random.Chance(_setting.Parameters.Labels.AssessedShare);
        var rate = demand.MattersPerClientYear * Math.Exp(demand.GrowthPerNeedPoint * (_person.Traits.Need - 50)) * _random.GammaOfMeanOne(demand.SkewShape);
        var matters = _random.Poisson(Math.Min(MaxMatters, rate * _setting.Parameters.Years));

        // Every client came at least once: nobody else is in the county's records.
        for (var matter = 0; matter < Math.Max(1, matters); matter++)
            _coming.AddNewMatter();

        _batch.Clients.Add(MakeClient(code, vault, interpreterLanguage, _setting.NotAfterEnd(_coming.FirstAtUtc)));
        var contacts = 0;
        while (contacts < NumberedIdsPerClient / 4 && _coming.TryTake(out var coming, out var atUtc))
        {
            if (Happen(coming, atUtc))
                contacts++;
        }

        foreach (var draft in _cases)
            Store(draft);
    }

    private Client MakeClient(PersonalIdentityCode? code, IdentityCodeVault vault, string? interpreterLanguage, DateTime createdAtUtc) => new()
    {
        Id = _clientId,
        GivenName = _person.GivenName,
        FamilyName = _person.FamilyName,
        FoldedName = NameFolding.Fold(_person.FamilyName, _person.GivenName),
        DateOfBirth = _dateOfBirth,
        Sex = _person.Sex,
        MunicipalityCode = _person.Home.Municipality.Code,
        ServiceLanguage = _person.Language,
        IsProtected = _person.IsProtected,
        NeedsInterpreter = interpreterLanguage is not null,
        InterpreterLanguage = interpreterLanguage,
        IdentityCodeProtected = code is null ? null : vault.Protect(code),
        IdentityCodeLookup = code is null ? null : vault.Lookup(code),
        CreatedAtUtc = createdAtUtc,
    };

    private bool Happen(ComingContact coming, DateTime atUtc)
    {
        var stage = _coming.StageAt(atUtc);
        if (_busyUntilUtc > atUtc)
        {
            _coming.Add(coming, _busyUntilUtc.AddMinutes(1 + _random.Next(30)));
            return false;
        }

        var open = _cases.Find(candidate => candidate.Theme == coming.Theme && candidate.IsOpenAt(atUtc));
        var minutes = Math.Min(ContactChoices.Minutes(coming.Channel, _person.Traits.Need, _random), (int)(_setting.EndsAtUtc - atUtc).TotalMinutes);
        if (minutes < 1)
            return false;

        var guidanceUnit = _person.Home.IsNorth ? UnitCode.GuidanceNorth : UnitCode.GuidanceSouth;
        var unit = open is null
            ? _random.Chance(0.92) ? guidanceUnit : CountyUnits.TargetOf(coming.Theme, stage, _random)
            : _random.Chance(0.55) ? guidanceUnit : open.UnitAt(atUtc);
        var worker = _random.Pick(_setting.Units[unit].Workers);
        var draft = open ?? new DraftCase
        {
            Id = _ids.Next(),
            Theme = coming.Theme,
            Channel = coming.Channel,
            Stage = stage,
            ReceivedAtUtc = atUtc,
            OpeningUnit = unit,
            OpeningWorkerId = worker.Id,
        };
        if (open is null)
            _cases.Add(draft);

        Log(coming, atUtc, minutes, draft, worker);
        return true;
    }

    private void Log(ComingContact coming, DateTime atUtc, int minutes, DraftCase draft, Worker worker)
    {
        var opensCase = draft.Events.Count == 0;
        var outcome = opensCase
            ? OutcomeChoices.Opening(coming, _person, _isFirstAssessmentDue, _random)
            : OutcomeChoices.Joining(coming, draft, atUtc, _random);
        var habits = _person.Recording;
        int? recordedMinutes = _random.Chance(habits.MissingMinutesShare) ? null : minutes;
        var endsAtUtc = atUtc.AddMinutes(recordedMinutes ?? 0);
        var recordedAtUtc = _setting.NotAfterEnd(_random.Chance(habits.LateContactShare)
            ? _setting.Rhythm.WorkAfter(atUtc.AddMinutes(minutes), _random.LogNormal(habits.LateContactMedianDays, 0.6), _random)
            : atUtc.AddMinutes(minutes + _random.Next(15)));
        var servedIn = ContactChoices.ServedIn(_person, _setting.Parameters.Flow, _random);
        var contact = new Contact
        {
            Id = _ids.Next(),
            CaseId = draft.Id,
            ClientId = _clientId,
            OpensCase = opensCase,
            Initiator = coming.Kind == ComingKind.Callback ? ContactInitiator.Professional : ContactChoices.Initiator(_coming.StageAt(atUtc), coming.Channel, _random),
            Channel = coming.Channel,
            StartedAtUtc = atUtc,
            HandlingTimeMinutes = recordedMinutes,
            ServiceLanguage = servedIn,
            Themes = ContactChoices.Themes(coming.Theme, coming.IsOneTheme, _person, _coming.StageAt(atUtc), _random),
            Urgency = ContactChoices.Urgency(_person, _random),
            RepeatReason = coming.RepeatReason,
            Outcome = outcome,
            CallbackPromisedAtUtc = outcome == ContactOutcome.Callback
                ? _setting.Rhythm.WorkAfter(atUtc.AddMinutes(minutes), 1 + (2 * _random.NextDouble()), _random)
                : null,
            Note = _random.Chance(habits.MissingNoteShare) ? null : ContactChoices.Note(servedIn, _random),
            MunicipalityCode = _person.Home.Municipality.Code,
            UnitId = worker.UnitId,
            WorkerId = worker.Id,
            RecordedAtUtc = recordedAtUtc,
        };
        _batch.Contacts.Add(contact);
        draft.Contacts.Add(contact);
        _busyUntilUtc = atUtc.AddMinutes(minutes);
        draft.Events.Add(new DraftEvent(CaseEventKind.ContactLogged, atUtc, recordedAtUtc) { ContactId = contact.Id, WorkerId = worker.Id });
        Follow(draft, contact, endsAtUtc);
    }

    private void Follow(DraftCase draft, Contact contact, DateTime endsAtUtc)
    {
        switch (contact.Outcome)
        {
            case ContactOutcome.FirstAssessment or ContactOutcome.Handoff:
                PlanProcess(draft, contact, endsAtUtc);
                break;
            case ContactOutcome.Callback:
                if (!draft.IsPromised)
                {
                    // A callback that comes to nothing is tidied away a month later.
                    draft.ReplanFrom(endsAtUtc);
                    _process.Close(draft, _setting.Rhythm.WorkAfter(contact.CallbackPromisedAtUtc!.Value, 30, _random));
                }

                _coming.AddCallback(draft.Theme, contact.CallbackPromisedAtUtc!.Value);
                break;
            default:
                draft.ReplanFrom(endsAtUtc);
                draft.Close(endsAtUtc, contact.RecordedAtUtc, contact);
                var wasServedInOwn = contact.ServiceLanguage == _person.Language;
                _coming.AddReturn(draft.Theme, endsAtUtc, _setting.Parameters.Flow.RepeatShare + (wasServedInOwn ? 0 : 0.08));
                break;
        }
    }

    private void PlanProcess(DraftCase draft, Contact contact, DateTime endsAtUtc)
    {
        if (draft.IsPromised)
            return;

        draft.IsPromised = true;
        UnitCode? handedTo = null;
        if (contact.Outcome == ContactOutcome.Handoff)
        {
            var target = CountyUnits.TargetOf(draft.Theme, draft.Stage, _random);
            var elsewhere = target == UnitCode.WorkingAge ? UnitCode.HomeCare : UnitCode.WorkingAge;
            handedTo = target != draft.UnitAt(endsAtUtc) ? target : elsewhere;
            draft.Events.Add(new DraftEvent(CaseEventKind.HandedOff, endsAtUtc, contact.RecordedAtUtc) { To = handedTo, ContactId = contact.Id, WorkerId = contact.WorkerId });
        }

        var isFirstAssessment = _isFirstAssessmentDue && contact.Outcome == ContactOutcome.FirstAssessment;
        _process.Plan(draft, endsAtUtc, handedTo, isFirstAssessment);
        if (isFirstAssessment)
        {
            _isFirstAssessmentDue = false;
            MakeAssessments(draft, draft.FirstAssessmentAtUtc!.Value);
        }

        _coming.AddStatusQueries(draft.Theme, endsAtUtc, draft.ClosedAtUtc);
        if (draft.ClosedAtUtc is { } closedAtUtc)
            _coming.AddReturn(draft.Theme, closedAtUtc, _setting.Parameters.Flow.RepeatShare / 2);
    }

    private void MakeAssessments(DraftCase draft, DateTime atUtc)
    {
        if (atUtc > _setting.EndsAtUtc)
            return;
        var unit = draft.UnitAt(atUtc);
        _desk.Assess(_batch, atUtc, draft.Stage, draft.Id, _setting.Units[unit]);

        if (!_random.Chance(_setting.Parameters.Labels.ReviewedShare))
            return;
        var reviewedAtUtc = _setting.Rhythm.WorkAfter(atUtc, 180 + (360 * _random.NextDouble()), _random);
        if (reviewedAtUtc <= _setting.EndsAtUtc)
            _desk.Assess(_batch, reviewedAtUtc, _coming.StageAt(reviewedAtUtc), null, _setting.Units[unit]);
    }

    /// <summary>A promised call is kept by the next contact on the matter, or falls away when the matter ends.</summary>
    private void SettleCallbacks(DraftCase draft)
    {
        var inOrder = draft.Contacts.OrderBy(contact => contact.StartedAtUtc).ToList();
        for (var index = 0; index < inOrder.Count; index++)
        {
            if (inOrder[index].CallbackPromisedAtUtc is null)
                continue;
            var settledAtUtc = index + 1 < inOrder.Count ? inOrder[index + 1].StartedAtUtc : draft.ClosedAtUtc;
            if (settledAtUtc is { } doneAtUtc && doneAtUtc <= _setting.EndsAtUtc)
                inOrder[index].SettleCallback(doneAtUtc);
        }
    }

    private void Store(DraftCase draft)
    {
        SettleCallbacks(draft);
        var guidanceCase = new GuidanceCase
        {
            Id = draft.Id,
            ClientId = _clientId,
            Source = GuidanceCase.OwnSource,
            Theme = draft.Theme,
            Channel = draft.Channel,
            ServiceLanguage = _person.Language,
            LifeStage = draft.Stage,
            MunicipalityCode = _person.Home.Municipality.Code,
            ReceivedAtUtc = draft.ReceivedAtUtc,
        }.AssignTo(_setting.Units[draft.OpeningUnit].Unit.Id, draft.OpeningWorkerId).BeAtLeast(draft.Contacts.Max(contact => contact.Urgency));
        if (draft.IsPromised)
            guidanceCase.Raise(draft.ReceivedAtUtc);

        // Whoever answered was there: nothing waited for a first response.
        var done = new Dictionary<DeadlineTarget, DateTime> { [DeadlineTarget.FirstResponse] = draft.ReceivedAtUtc };
        var deadlines = _setting.Deadlines.Update(guidanceCase, _dateOfBirth, [], [], done, draft.ReceivedAtUtc).Begun;

        var unit = draft.OpeningUnit;
        var responsible = (Guid?)draft.OpeningWorkerId;
        foreach (var happened in draft.Events.Where(happened => happened.OccurredAtUtc <= _setting.EndsAtUtc).OrderBy(happened => happened.OccurredAtUtc))
        {
            // The sender hands the case off; whoever starts on it next becomes responsible.
            if (happened.ContactId is null && responsible is null)
                guidanceCase.AssignTo(_setting.Units[unit].Unit.Id, responsible = _random.Pick(_setting.Units[unit].Workers).Id);
            var workerId = happened.WorkerId ?? responsible;
            if (happened.To is { } to)
            {
                unit = to;
                responsible = null;
                guidanceCase.AssignTo(_setting.Units[unit].Unit.Id, null);
            }

            foreach (var target in DeadlineRows.Reached.GetValueOrDefault(happened.Kind, []))
                done.TryAdd(target, happened.OccurredAtUtc);
            if (happened.Kind == CaseEventKind.Closed)
                guidanceCase.Close(happened.OccurredAtUtc);
            _batch.CaseEvents.Add(new CaseEvent
            {
                CaseId = draft.Id,
                Kind = happened.Kind,
                OccurredAtUtc = happened.OccurredAtUtc,
                RecordedAtUtc = happened.RecordedAtUtc,
                UnitId = _setting.Units[unit].Unit.Id,
                WorkerId = workerId,
                ContactId = happened.ContactId,
            });
        }

        _setting.Deadlines.Update(guidanceCase, _dateOfBirth, deadlines, [], done, _setting.EndsAtUtc);
        _batch.Cases.Add(guidanceCase);
        _batch.CaseDeadlines.AddRange(deadlines);
    }
}

using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.SyntheticCounty.People;
using Palveluohjaus.SyntheticCounty.Places;

namespace Palveluohjaus.SyntheticCounty.Cases;

/// <summary>People who ask something and do not say who they are: each contact is a case of its own, settled at once.</summary>
internal sealed class AnonymousContacts(CountySetting setting, DrawPerson drawPerson)
{
    private const double TellsMunicipalityShare = 0.6;

    public void Write(DerivedIds ids, int count, Random random, HistoryBatch batch)
    {
        for (var left = count; left > 0; left--)
            WriteOne(ids, random, batch);
    }

    private void WriteOne(DerivedIds ids, Random random, HistoryBatch batch)
    {
        var caller = drawPerson.Draw(random);
        var day = setting.Rhythm.DrawDay(random);
        var channel = ContactChoices.Channel(caller.Stage, setting.Rhythm.IsWorkingDay(day), random);
        var startedAtUtc = setting.Rhythm.DrawMoment(day, channel, random);
        var minutes = ContactChoices.Minutes(channel, 20, random);
        if (startedAtUtc.AddMinutes(minutes) > setting.EndsAtUtc)
            return;

        var endedAtUtc = startedAtUtc.AddMinutes(minutes);
        var recordedAtUtc = setting.NotAfterEnd(endedAtUtc.AddMinutes(random.Next(15)));
        var unit = setting.Units[caller.Home.IsNorth ? UnitCode.GuidanceNorth : UnitCode.GuidanceSouth];
        var workerId = random.Pick(unit.Workers).Id;
        var servedIn = caller.Language == ServiceLanguage.Swedish ? ServiceLanguage.Swedish : ServiceLanguage.Finnish;
        var theme = ContactChoices.Theme(caller.Stage, random);
        var municipality = random.Chance(TellsMunicipalityShare) ? caller.Home.Municipality.Code : null;
        var guidanceCase = new GuidanceCase
        {
            Id = ids.Next(),
            Source = GuidanceCase.OwnSource,
            Theme = theme,
            Channel = channel,
            ServiceLanguage = servedIn,
            MunicipalityCode = municipality,
            ReceivedAtUtc = startedAtUtc,
        }.AssignTo(unit.Unit.Id, workerId).Close(endedAtUtc);
        var contact = new Contact
        {
            Id = ids.Next(),
            CaseId = guidanceCase.Id,
            OpensCase = true,
            Initiator = random.Chance(0.7) ? ContactInitiator.Client : ContactInitiator.CloseOne,
            Channel = channel,
            StartedAtUtc = startedAtUtc,
            HandlingTimeMinutes = minutes,
            ServiceLanguage = servedIn,
            Themes = [theme],
            Outcome = (ContactOutcome)random.Weighted([0.55, 0.35, 0, 0, 0, 0.10]),
            MunicipalityCode = municipality,
            UnitId = unit.Unit.Id,
            WorkerId = workerId,
            RecordedAtUtc = recordedAtUtc,
        };
        batch.Cases.Add(guidanceCase);
        batch.Contacts.Add(contact);
        AddEvent(CaseEventKind.ContactLogged, startedAtUtc);
        AddEvent(CaseEventKind.Closed, endedAtUtc);

        void AddEvent(CaseEventKind kind, DateTime atUtc) => batch.CaseEvents.Add(new CaseEvent
        {
            CaseId = guidanceCase.Id,
            Kind = kind,
            OccurredAtUtc = atUtc,
            RecordedAtUtc = recordedAtUtc,
            UnitId = unit.Unit.Id,
            WorkerId = workerId,
            ContactId = contact.Id,
        });
    }
}

using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.Guidance.Cases;

/// <summary>Which life-stage stream an age belongs to.</summary>
public static class LifeStages
{
    public const int YouthFromAge = 16;
    public const int WorkingAgeFromAge = 25;
    public const int OlderPeopleFromAge = 65;

    public static LifeStage Of(int age) => age switch
    {
        < YouthFromAge => LifeStage.ChildrenAndFamilies,
        < WorkingAgeFromAge => LifeStage.Youth,
        < OlderPeopleFromAge => LifeStage.WorkingAge,
        _ => LifeStage.OlderPeople,
    };

    public static LifeStage Of(Client client, DateOnly day) => Of(client.AgeOn(day));

    public static LifeStage Of(DateOnly dateOfBirth, DateOnly day) => Of(Client.AgeOn(dateOfBirth, day));
}

// @ts-check
/**
 * The 1,024 words of a fingerprint, in order: made from credentials/words.txt by tools/make_words_js.py.
 *
 * @type {readonly string[]}
 */
export const WORDS = (
  "ability access across action adapt adjust admire advance advice afford agency agile agree airport alarm album " +
  "alert algebra alike almond alpine amber anchor angle animal annual answer anthem antique apology apple aquatic " +
  "arcade arctic area arrange arrive ashore asleep aspen asset assist athlete atlas atom attend attic attract audio " +
  "aurora autumn avenue average avocado award axis baby bacon badge baggage balance balcony ballet bamboo banana " +
  "banner banquet bargain barley barn basic basket bedroom beetle bench benefit bent beside bicycle biology birch " +
  "bird biscuit blank blend bliss block bloom blossom boat bonus book borrow bottle bounce bouquet bowling boxes " +
  "bracket branch brave breeze brick bridge brief bright bring bronze brush bubble bucket buddy budget buffalo " +
  "built bulb bumper bundle bunk burger button cabbage cabinet cactus call camera camp canal canoe canyon capable " +
  "capsule caravan carbon card careful cargo carpet cartoon cascade caution cave cedar cement century ceramic chair " +
  "chalk chapter charity chase cheese cherry chess chief chimney choice chorus chrome chuckle chunk cider cinema " +
  "circle city civil cleanse clerk cliff climb cloak cloth cloud club cluster coach coast coconut code coffee " +
  "college column combine comet comfort compass concert confirm connect console cookie cool copper copy corner " +
  "correct cosmic cotton country couple courage cover cradle craft crane create credit cricket crisp crop crowd " +
  "crust crystal cuddle culture curious curtain curve cushion custom cycle daily dance daring date dawn decade " +
  "declare deep degree deliver delta deposit depth deputy design desk destiny detail detect develop device devote " +
  "diagram dial diamond diary dice diesel diet digest digital dignity dinner diploma discuss dish distant dollar " +
  "dolphin domain door dove dozen dragon drama draw dream dress drift drive drum duck durable dust duty dynamic " +
  "eager eagle early earth eastern easy echo eclipse economy edge educate effort elect elegant element emblem " +
  "emerald emotion empathy employ empty enable endless endure energy engage engine enjoy enter entire entry equal " +
  "equip essay estate eternal ethics event evident evolve exact example exceed excuse exhibit exit expand explore " +
  "express extra fabric fact fade falcon famous fancy farm fashion feast feature fence ferry festive fiction field " +
  "fifth figure film filter final finish fire flash flat fleet flight flip floor fluid flute foam focus folder folk " +
  "follow food forest format fortune forum forward frame free freight fresh front fruit fuel fund funny fuse future " +
  "gadget gain galaxy gallery game garden garlic garment gather gear genius gentle genuine geology gesture giant " +
  "gift ginger glacier glad glass glimpse glitter glory glossy glue goal gold goose gradual grammar grand graph " +
  "gravity green grid grocery ground grove growth guess guide guitar gulf habit hallway halo hamlet hammer handle " +
  "happy harmony harvest haven hawk hazel heat height helium helmet help herald hero herring highway hiking hill " +
  "history hive hockey holiday home honest horizon hotel house humble humid hurdle hybrid idea image impact improve " +
  "inbox inch include index inform initial insect insight inspire instant invite iris iron island item jacket " +
  "jaguar jasmine jazz jeans jelly join joke journey joyful juice jump justice keen kettle kitchen kite kitten knob " +
  "label ladder laden lamb land lantern large laugh launch laurel layer lazy league leap learn leather lecture left " +
  "legacy legend leisure lemon length lens leopard letter level liberty library lily limit line lion liquid list " +
  "lively loaf lobby lobster local lodge logic loop lotus lounge lower lucky luggage lunar lush luxury machine " +
  "magnet major mammoth manage mansion manual maple marble margin marina market marvel mascot mask matter mature " +
  "maximum meadow meal measure melody melt memory mention menu merge message meteor metro middle migrate milk " +
  "mineral mint mirror mission mixture mobile model monarch money monitor month moon mosaic moss motor museum music " +
  "narrow natural navy neon nerve network newest nickel noise noodle notice noun novel number oasis ocean octopus " +
  "offer office olive olympic online open opera opinion option oracle orbit orchard order organ origin outdoor " +
  "outer outfit outlook outside oval overall oxygen pacific page palette palm paper parade parcel park parrot party " +
  "pasta path patio patrol pattern payment pencil penguin penny pepper perfume phoenix phone photo phrase physics " +
  "piano picnic picture pigeon pillow pilot pioneer pitch pixel pizza plastic plate play plaza pledge plenty plug " +
  "pocket poem point polish pond poppy popular porch post potato pottery powder praise premium prepare price " +
  "primary prior prism problem promise proof prosper provide pudding pull pumpkin punch puppet purpose pursuit " +
  "pyramid python quality quantum quarry query quest quick quiet quiz quote rabbit race radar radio rail rainbow " +
  "random range rank rapid reach realm rebuild recall receipt recipe reduce refer reflect refresh regular rejoice " +
  "relate relief remedy remind remote renew repair repeat reply retire return reunion reveal review reward ribbon " +
  "rigid ripple rise river robin robot rock rodeo roller room rope rotate routine rugby runner runway rural saddle " +
  "safari safe salad salmon salt salute satin savings scale scan scarf scenery school science scoop scout screen " +
  "script scroll scrub search season section secure seek segment sell sequel series setup shape sharp shed shift " +
  "shine ship short shovel shower shuttle sierra signal silent silver similar simple sincere skate sketch skill " +
  "sleeve slide slope smart smile smooth snack snail snow soap soccer social soda soft soil solar solid solo solve " +
  "song sound space speed sphere spider spin spiral splash spoke sponge spoon spot spray spread spring square staff " +
  "stamp star statue steady stellar stereo stock stone storm straw street studio sturdy submit suburb subway " +
  "success sugar suggest suit summer sunset super supply surface surge survey sushi sweater sweep swim switch syrup " +
  "system table tactic take talk tandem tango target taste taxi teddy temper tend tennis terrace test texture thank " +
  "theme theory thick thing thought thread thrive thunder ticket tiger tile timber tiny tissue today toddler tomato " +
  "topic tornado total tough tour town track trade traffic train transit travel tribute trip trolley trophy trout " +
  "trumpet trunk tube tuition tuna tunnel turbine turtle tutor twist type typical unfold uniform union unique " +
  "unlock upbeat update upload upright urban utility valid valley value vanilla variety vase vehicle velvet vendor " +
  "vessel vibrant video view village vintage violet visit vista vitamin vivid voice volcano voltage voyage wagon " +
  "walnut wash watch water wealth weaver website wedding weekend welcome whisper width wild willing window wing " +
  "winter wipe wisdom witness work worth zebra zinc zone"
).split(" ");
